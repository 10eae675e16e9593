import { GatewayError } from '../core/gateway-error';
import type { Authorizer } from '../core/ports';
import type { Principal } from '../core/principal';
import type { ChatRequest, FunctionDefinition, Message, Tool, ToolCall } from '../openai/types';
import type { ToolConfig } from '../settings/schema';
import { highRiskCall, type HighRiskCall } from './high-risk-call';

type Schema = Readonly<Record<string, unknown>>;

/** What the configuration says of a model's tools. */
export interface ModelTools {
  readonly name: string;
  readonly tools: readonly string[];
}

/** What a request may offer to the model. */
export interface OfferedTools {
  /** Names that the answer may call, with the schema of their arguments; for the output guards. */
  readonly schemas: ReadonlyMap<string, Schema | undefined>;
  /** The request as it may go to the model: where the operator gave a schema, it has taken the place of the client's. */
  readonly request: ChatRequest;
}

export interface ToolPolicies {
  /**
   * Judges the tools that a request offers, its choice among them, and the calls in its history. Throws GatewayError: `tool_not_allowed` for a tool
   * that the configuration or the policies do not allow, `invalid_request` for what contradicts itself.
   *
   * A call or a result in the history is text that the client wrote: it is no offer and permits nothing, so tools that are not offered here may occur
   * there (of another model, of an earlier time). Only its names are held to the form of names, because chat templates put them between their own marks.
   */
  judgeOffered(principal: Principal, model: ModelTools, request: ChatRequest, authorizer: Authorizer): OfferedTools;
  /** Calls of an answer that a person must approve, those of tools that nobody configured among them. Throws `invalid_model_output` for arguments that are no JSON object. */
  highRiskCalls(calls: readonly ToolCall[], redact: (text: string) => string): HighRiskCall[];
}

const NAME = /^[A-Za-z0-9_.-]{1,64}$/;
/** Ids of the known servers and frameworks: letters, digits and these marks. */
const CALL_ID = /^[A-Za-z0-9_.:|=+/-]{1,128}$/;
const NONE: ReadonlyMap<string, Schema | undefined> = new Map();

const invalid = (param: string, message: string): GatewayError => new GatewayError('invalid_request', { param, message });

/** Tools are named by the configuration, allowed for a model there, and for a principal by the policies. */
export function createToolPolicy(tools: readonly ToolConfig[]): ToolPolicies {
  const configured = new Map(tools.map((tool) => [tool.name, tool]));

  const judge = (principal: Principal, model: ModelTools, offered: FunctionDefinition, at: string, authorizer: Authorizer): ToolConfig => {
    const tool = configured.get(offered.name);
    if (tool === undefined || !model.tools.includes(tool.name) || !authorizer.allows(principal, 'CallTool', { type: 'Tool', id: tool.name, model: model.name, risk: tool.risk })) {
      throw new GatewayError('tool_not_allowed', { param: at, message: NAME.test(offered.name) ? `The tool ${offered.name} is not allowed here.` : undefined });
    }
    return tool;
  };

  return {
    judgeOffered(principal, model, request, authorizer) {
      judgeHistory(request.messages);
      const { tools: modern, functions: legacy } = request;
      if (isEmpty(modern) && isEmpty(legacy)) {
        judgeChoice(request, NONE);
        return { schemas: NONE, request };
      }
      const schemas = new Map<string, Schema | undefined>();
      const admit = (offered: FunctionDefinition, at: string): FunctionDefinition => {
        const tool = judge(principal, model, offered, at, authorizer);
        if (schemas.has(tool.name)) throw invalid(at, `The tool ${tool.name} is offered twice.`);
        schemas.set(tool.name, tool.parameters ?? offered.parameters ?? undefined);
        return tool.parameters === undefined ? offered : { ...offered, parameters: tool.parameters };
      };
      const admitted: Record<string, readonly Tool[] | readonly FunctionDefinition[]> = {};
      if (!isEmpty(modern)) admitted.tools = modern.map((tool, index) => ({ ...tool, function: admit(tool.function, `tools[${index}]`) }));
      if (!isEmpty(legacy)) admitted.functions = legacy.map((definition, index) => admit(definition, `functions[${index}]`));
      judgeChoice(request, schemas);
      return { schemas, request: { ...request, ...admitted } };
    },

    highRiskCalls: (calls, redact) => calls.flatMap((call) => (configured.get(call.function.name)?.risk === 'low' ? [] : [highRiskCall(call, redact)])),
  };
}

function isEmpty(list: readonly unknown[] | null | undefined): list is null | undefined | readonly [] {
  return list === undefined || list === null || list.length === 0;
}

/** A choice can name a tool or demand one, and both need one that is offered. */
function judgeChoice({ tool_choice: choice, function_call: legacy }: ChatRequest, offered: ReadonlyMap<string, unknown>): void {
  if (choice === 'required' && offered.size === 0) throw invalid('tool_choice', 'A tool is required, but none is offered.');
  const named = typeof choice === 'object' && choice !== null ? choice.function.name : undefined;
  if (named !== undefined && !offered.has(named)) throw invalid('tool_choice', 'The chosen tool is not offered.');
  if (typeof legacy !== 'object' || legacy === null) return;
  if (!('name' in legacy) || typeof legacy.name !== 'string' || !offered.has(legacy.name)) throw invalid('function_call', 'The chosen function is not offered.');
}

function judgeHistory(messages: readonly Message[]): void {
  for (let index = 0; index < messages.length; index++) {
    const message = messages[index];
    if (message === undefined || message.role === 'user' || message.role === 'system' || message.role === 'developer') continue;
    judgeMessage(message, index);
  }
}

function judgeMessage(message: Message, index: number): void {
  const at = `messages[${index}]`;
  const { role, name, tool_calls: calls, tool_call_id: answered, function_call: legacy } = message;
  if ((role === 'tool' || role === 'function') && typeof name === 'string' && !NAME.test(name)) throw invalid(`${at}.name`, 'The name of a tool has letters, digits and _ . - only.');
  if (typeof answered === 'string' && !CALL_ID.test(answered)) throw invalid(`${at}.tool_call_id`, 'The id of a call has letters, digits and _ . : | = + / - only.');
  for (const [place, call] of (calls ?? []).entries()) {
    if (!NAME.test(call.function.name)) throw invalid(`${at}.tool_calls[${place}]`, 'The name of a tool has letters, digits and _ . - only.');
    if (typeof call.id === 'string' && !CALL_ID.test(call.id)) throw invalid(`${at}.tool_calls[${place}]`, 'The id of a call has letters, digits and _ . : | = + / - only.');
  }
  if (typeof legacy === 'object' && legacy !== null && 'name' in legacy && !(typeof legacy.name === 'string' && NAME.test(legacy.name))) {
    throw invalid(`${at}.function_call`, 'The name of a function has letters, digits and _ . - only.');
  }
}

import { GatewayError } from '../core/gateway-error';
import type { OutputContext } from '../core/ports';
import type { FinishReason, ToolCall } from '../openai/types';
import { parseJson } from './json-text';
import { matchesSchema, stepBudget } from './json-schema';
import type { TextPipeline } from './text-pipeline';
import type { VerdictCounts } from './verdict-counts';

/** Most calls of one answer, and most characters of their names and arguments together. Beyond them the answer is denied. */
export const MOST_CALLS = 128;
export const LONGEST_CALLS = 2 ** 20;

const CALL_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

export interface ToolCallDelta {
  readonly index: number;
  readonly id?: string;
  readonly name?: string;
  readonly arguments?: string;
}

interface Collected {
  id: string;
  name: string;
  arguments: string;
}

/**
 * Collects the pieces of the calls of one answer; none of them is released before it is whole and was judged. A call is removed when its tool is
 * not in `tools`, or when its arguments are no JSON, name a member twice or do not match the tool's schema. Secrets and personal data in the
 * arguments are treated as in text; links are not, since where a tool may lead is the business of its schema.
 */
export class ToolCallGuard {
  private readonly calls = new Map<number, Collected>();
  private readonly tools: OutputContext['tools'];
  private readonly newPipeline: () => TextPipeline;
  private readonly verdicts: VerdictCounts;
  private readonly budget = stepBudget();
  private length = 0;

  constructor(tools: OutputContext['tools'], newPipeline: () => TextPipeline, verdicts: VerdictCounts) {
    this.tools = tools;
    this.newPipeline = newPipeline;
    this.verdicts = verdicts;
  }

  /** How many calls there were. */
  get count(): number {
    return this.calls.size;
  }

  push({ index, id = '', name = '', arguments: text = '' }: ToolCallDelta): void {
    const call = this.calls.get(index) ?? { id: '', name: '', arguments: '' };
    this.calls.set(index, call);
    this.length += id.length + name.length + text.length;
    if (this.calls.size > MOST_CALLS) this.deny('too-many-calls');
    if (this.length > LONGEST_CALLS) this.deny('calls-too-long');
    // servers send id and name once, or again with every piece
    if (call.id === '') call.id = id;
    if (name !== call.name) call.name += name;
    call.arguments += text;
  }

  /** The calls that may be made. Throws `output_denied` when a guard of their arguments denies. */
  end(): readonly ToolCall[] {
    return [...this.calls].sort(([one], [other]) => one - other).flatMap(([index, call]) => this.judge(index, call) ?? []);
  }

  private judge(index: number, call: Collected): ToolCall | undefined {
    if (!this.tools.has(call.name)) return this.remove('tool-not-offered');
    const pipeline = this.newPipeline();
    // models that call a tool without arguments send nothing, or an empty object
    const text = call.arguments.trim() === '' ? '{}' : call.arguments;
    const guarded = pipeline.push(text) + pipeline.end();
    if (pipeline.denied) throw new GatewayError('output_denied');
    const parsed = pipeline.decoder === undefined ? undefined : parseJson(guarded, pipeline.decoder);
    if (parsed === undefined || typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) return this.remove('invalid-arguments');
    const verdict = matchesSchema(this.tools.get(call.name) ?? true, parsed.value, this.budget);
    if (verdict !== 'valid') return this.remove(verdict === 'invalid' ? 'schema-mismatch' : 'schema-unusable');
    const id = CALL_ID.test(call.id) ? call.id : `call_${index}`;
    return { id, type: 'function', function: { name: call.name, arguments: guarded } };
  }

  private remove(code: string): undefined {
    this.verdicts.add('tool-calls', 'changed', code);
    return undefined;
  }

  private deny(code: string): never {
    this.verdicts.add('tool-calls', 'deny', code);
    throw new GatewayError('output_denied');
  }
}

/** A finish of `tool_calls` needs a call: where all were removed, the answer was filtered. An answer that was cut short stays one. */
export function finishReasonOf(finishReason: FinishReason, asked: number, released: number): FinishReason {
  return asked > 0 && released === 0 && finishReason !== 'length' ? 'content_filter' : finishReason;
}

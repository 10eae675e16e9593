import { request } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse, Context } from 'aws-lambda';
import { retry, type Clock } from './retry';

/** What a custom resource answers: its identity and the attributes that `Fn::GetAtt` reads. */
export interface CustomResourceResult {
  /** A new id on update tells CloudFormation to delete the resource with the old one. */
  readonly physicalResourceId: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Hides the attributes from the console and from `describe-stack-events`. */
  readonly noEcho?: boolean;
}

/** The three things CloudFormation asks of a custom resource. Each must be safe to repeat: an event may arrive twice. */
export interface CustomResourceLogic {
  create(properties: Properties): Promise<CustomResourceResult>;
  update(properties: Properties, old: Properties, physicalResourceId: string): Promise<CustomResourceResult>;
  delete(properties: Properties, physicalResourceId: string): Promise<void>;
}

/** Resource properties as CloudFormation sends them: untyped until the function parses them. */
export type Properties = Readonly<Record<string, unknown>>;

/** Given back by a failed create, so that the delete which CloudFormation sends after it touches nothing. */
const NEVER_CREATED = 'secure-ai-platform:never-created';

export type Respond = (event: CloudFormationCustomResourceEvent, response: CloudFormationCustomResourceResponse) => Promise<void>;

const CLOCK: Clock = { now: Date.now, sleep: (milliseconds) => setTimeout(milliseconds) };

/** What services answer to a call without permission; EC2 has a name of its own for it. */
const REFUSALS = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']);

/**
 * Wraps the logic into a Lambda handler that always answers: an error becomes FAILED with its message, never a silent hour of waiting.
 * IAM may take half a minute to know a policy that CloudFormation has just attached, and SDKs take the refusal for final: what is refused for
 * want of permission is tried again for a minute. The function must be given more time than that.
 */
export function customResource(logic: CustomResourceLogic, respond: Respond = putResponse, clock: Clock = CLOCK) {
  return async (event: CloudFormationCustomResourceEvent, context: Pick<Context, 'logStreamName'>): Promise<void> => {
    const identity = { StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId };
    const known = event.RequestType === 'Create' ? NEVER_CREATED : event.PhysicalResourceId;
    let response: CloudFormationCustomResourceResponse;
    try {
      const result = await retry(() => run(logic, event), {
        patience: (error) => (event.RequestType !== 'Delete' && error instanceof Error && REFUSALS.has(error.name) ? 'settling' : 'none'), clock, deadline: Infinity,
      });
      response = { ...identity, Status: 'SUCCESS', PhysicalResourceId: result.physicalResourceId, Data: { ...result.attributes }, NoEcho: result.noEcho ?? false };
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      console.error(JSON.stringify({ level: 'error', message: reason, logicalResourceId: event.LogicalResourceId, requestType: event.RequestType }));
      response = { ...identity, Status: 'FAILED', PhysicalResourceId: known, Reason: `${reason.slice(0, 1024)} (log stream ${context.logStreamName})` };
    }
    await respond(event, response);
  };
}

async function run(logic: CustomResourceLogic, event: CloudFormationCustomResourceEvent): Promise<CustomResourceResult> {
  switch (event.RequestType) {
    case 'Create':
      return logic.create(event.ResourceProperties);
    case 'Update':
      return logic.update(event.ResourceProperties, event.OldResourceProperties, event.PhysicalResourceId);
    case 'Delete':
      if (event.PhysicalResourceId !== NEVER_CREATED) await logic.delete(event.ResourceProperties, event.PhysicalResourceId);
      return { physicalResourceId: event.PhysicalResourceId };
  }
}

const ATTEMPTS = 5;

/** Puts the answer to the presigned URL; retried, because an answer that is lost blocks the stack until its timeout. */
async function putResponse(event: CloudFormationCustomResourceEvent, response: CloudFormationCustomResourceResponse): Promise<void> {
  const body = JSON.stringify(response);
  for (let attempt = 1; ; attempt++) {
    try {
      await put(new URL(event.ResponseURL), body);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await setTimeout(200 * 2 ** attempt);
    }
  }
}

function put(url: URL, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) }, timeout: 10_000 }, (incoming) => {
      incoming.resume();
      const status = incoming.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve();
      else reject(new Error(`CloudFormation's response URL answered ${status}`));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error("CloudFormation's response URL did not answer within 10 seconds")));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Reads one text property; CloudFormation sends numbers and booleans as text too. */
export function text(properties: Properties, name: string): string {
  const value = properties[name];
  if (typeof value !== 'string' || value === '') throw new TypeError(`property ${name} must be a non-empty string, got ${JSON.stringify(value)}`);
  return value;
}

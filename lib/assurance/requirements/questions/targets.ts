import type { AccessModel, ProtectedResource } from '../../access';
import type { ResourceElement } from '../../iam/policy';
import type { Resource } from '../../template';
import type { Step } from '../../verdict';
import { doubtsAbout } from '../answer';
import type { QuestionContext } from '../context';
import type { DeniedQuestion } from '../requirement';
import { patternsOf, read, resourceElement, type Read } from './requests';

/** What requests are for: a resource of the templates, or whatever has an ARN of some patterns. */
export interface Target {
  readonly protected?: ProtectedResource;
  readonly resource?: Resource;
  readonly element: ResourceElement;
  /** VPC endpoint that requests pass. */
  readonly via?: AccessModel['endpoints'][number];
  readonly doubts: readonly Step[];
  /** Why no request can be asked about it. */
  readonly unfit?: Step;
}

export function targetsOf(end: DeniedQuestion['resources'], actions: DeniedQuestion['actions'], via: 'endpoint' | undefined, context: QuestionContext): Read<readonly Target[]> {
  const targets = written(end, context);
  if (targets.kind !== 'read' || via === undefined) return targets;
  const { endpoints } = context.access();
  const passing = targets.value.flatMap((target) => endpoints.filter(({ service }) => serves(service, target.protected?.service, actions)).map((endpoint): Target => ({
    ...target, via: endpoint, doubts: [...target.doubts, ...doubtsAbout(endpoint.resource)],
  })));
  return passing.length > 0 ? read(passing) : { kind: 'absent', because: { code: 'SelectorMatchesNothing', selector: { via, actions } } };
}

function written(end: DeniedQuestion['resources'], context: QuestionContext): Read<readonly Target[]> {
  if ('arns' in end || 'notArns' in end) {
    const patterns = patternsOf('arns' in end ? end.arns : end.notArns, context);
    return patterns.kind === 'read' ? read([{ element: resourceElement(patterns.value, 'notArns' in end), doubts: [] }]) : patterns;
  }
  const { below, ...selector } = end;
  const { matched, doubtful } = context.select(selector);
  const candidates = [...matched.map((resource) => ({ resource, doubts: doubtsAbout(resource) })), ...doubtful.map(({ resource, because }) => ({ resource, doubts: [because, ...doubtsAbout(resource)] }))];
  if (candidates.length === 0) return { kind: 'absent', because: { code: 'SelectorMatchesNothing', selector } };
  const model = context.access();
  return read(candidates.map(({ resource, doubts }): Target => {
    const found = model.protected(`${resource.template}.${resource.logicalId}`);
    const [own = ''] = found?.arns ?? [];
    const patterns = found === undefined ? [] : below === undefined ? found.arns : [below === '' || /^[/:]/.test(below) ? `${own}${below}` : `${own}/${below}`];
    const unfit = { code: 'NoResourceOfRequests', resource: `${resource.template}.${resource.logicalId}`, type: resource.type };
    return { resource, element: resourceElement(patterns), doubts, ...(found === undefined ? { unfit } : { protected: found }) };
  }));
}

/** Endpoints of services whose name differs from the prefix of their actions. */
const PREFIXES: { readonly [service: string]: string } = {
  'ecs-agent': 'ecs', 'ecs-telemetry': 'ecs', monitoring: 'cloudwatch', 'rds-data': 'rds-data', 'bedrock-runtime': 'bedrock', 'bedrock-agent': 'bedrock', 'bedrock-agent-runtime': 'bedrock',
  ec2messages: 'ec2messages', ssmmessages: 'ssmmessages', 's3-outposts': 's3-outposts', 'email-smtp': 'ses', 'git-codecommit': 'codecommit', evidently: 'evidently',
};

/** Whether requests of the actions, or for the resource, pass endpoints of the service. */
function serves(endpoint: string, service: string | undefined, actions: DeniedQuestion['actions']): boolean {
  const prefix = PREFIXES[endpoint] ?? endpoint.split('.')[0] ?? '';
  if (service !== undefined) return prefix === service;
  if ('not' in actions) return true;
  return actions.some((pattern) => {
    const [wanted = ''] = pattern.split(':');
    return /[*?]/.test(wanted) || wanted.toLowerCase() === prefix;
  });
}

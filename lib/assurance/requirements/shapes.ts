import { parseCidr } from '../network/addresses';
import { child, scalarText, type Node } from '../template/source';
import { PORTS_FIX, PORTS_PATTERN, readPorts } from './ports';
import type { Conditions, DeniedQuestion, Grant, NetworkEnd, Question, Requirement, ResourceEnd, Selector } from './requirement';
import { choice, entries, fields, list, named, oneOrMore, scalar, text, type JsonSchema, type Shape } from './shape';

const ACTION = text({ pattern: '^(?:\\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+)$', fix: "write '<service>:<action>', with wildcards where wanted, or '*'", description: 'Pattern of actions: s3:Get*' });
const ACTIONS = list(ACTION);
const ARN = text({ pattern: '^(?:\\*|arn:.+|.*\\$\\{.+)$', fix: "write an ARN pattern that starts with 'arn:', or '*'", description: 'ARN pattern' });
const SERVICE = text({ description: 'Service principal: ecs-tasks.amazonaws.com' });
const GLOB = text();

const SELECTOR_FIELDS = {
  type: oneOrMore(text({ description: 'Resource type: AWS::S3::Bucket' })),
  template: GLOB, logicalId: GLOB, path: oneOrMore(GLOB),
  tags: entries(scalar()),
  not: named('selector', () => selector),
};

function anyOfThem<T>(shape: Shape<T>, members: readonly string[]): Shape<T> {
  return {
    read: (node, path, report) => (node.kind === 'map' && !members.some((key) => node.entries.has(key))
      ? report.add('SelectorEmpty', `'${path}' must say what it selects`, node.at, `write one of ${members.join(', ')}`) : shape.read(node, path, report)),
    schema: { ...shape.schema, anyOf: members.map((key) => ({ required: [key] })) },
  };
}

const SELECTOR_KEYS = Object.keys(SELECTOR_FIELDS);
const selector: Shape<Selector> = anyOfThem(fields({}, SELECTOR_FIELDS), SELECTOR_KEYS);
const SELECTOR = named('selector', () => selector);

const CIDR = fields({ cidr: text({ pattern: '^[0-9A-Fa-f:.]+(?:/[0-9]{1,3})?$', valid: (value) => parseCidr(value) !== undefined, fix: "write an address block such as '10.0.0.0/8'" }) }, {});
const NETWORK_SERVICE = fields({ service: text({ description: 'AWS service as VPC endpoints name it: kms, ecr.api' }) }, {});

const NETWORK_END: Shape<NetworkEnd> = choice<NetworkEnd>([
  { when: ({ kind }) => kind === 'scalar', shape: word('internet') },
  { when: has('cidr'), shape: CIDR },
  { when: has('service'), shape: NETWORK_SERVICE },
  { shape: SELECTOR },
]);

/** Condition operators as the policy language spells them. */
const OPERATOR = '^(?:ForAllValues:|ForAnyValue:)?(?:Null|(?:String(?:Not)?(?:Equals|EqualsIgnoreCase|Like)|(?:Numeric|Date)(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like))(?:IfExists)?)$';
const CONDITIONS: Shape<Conditions> = entries(entries(oneOrMore(scalar())), { pattern: OPERATOR, fix: 'write a condition operator such as StringEquals' });

const RESOURCE_END: Shape<ResourceEnd> = choice<ResourceEnd>([
  { when: has('arns'), shape: fields({ arns: list(ARN) }, {}) },
  { shape: anyOfThem(fields({}, { ...SELECTOR_FIELDS, below: text({ mayBeEmpty: true, description: 'The part under the ARN: /* or /models/x; empty for the resource itself' }) }), SELECTOR_KEYS) },
]);

type Named = { readonly arn: string } | { readonly service: string };
const NAMED_BRANCHES = [
  { when: has('arn'), shape: fields({ arn: ARN }, {}) },
  { when: has('service'), shape: fields({ service: SERVICE }, {}) },
];
const NAMED: Shape<Named> = choice<Named>([...NAMED_BRANCHES, { shape: fields({ arn: ARN }, {}) }]);
const EXCEPTED: Shape<Named | Selector> = choice<Named | Selector>([...NAMED_BRANCHES, { shape: SELECTOR }]);

const GRANT: Shape<Grant> = fields({ actions: ACTIONS }, { resources: list(ARN), when: CONDITIONS, principals: list(NAMED) });

const PORTS = text({ pattern: PORTS_PATTERN, valid: (value) => readPorts(value) !== undefined, fix: PORTS_FIX });
const CONTROL = oneOf('ingress-rules', 'egress-rules', 'arrival-lists', 'departure-lists');

type Kind = Question['kind'];
const KINDS: { readonly [kind in Kind]: Shape<Question> } = {
  'no-path': fields({ kind: word('no-path'), from: NETWORK_END, to: NETWORK_END }, { ports: PORTS, through: oneOf('network', 'workloads'), by: CONTROL }),
  'only-through': fields({ kind: word('only-through'), from: NETWORK_END, to: NETWORK_END, through: NETWORK_END }, {}),
  'reaches-only': fields({ kind: word('reaches-only'), from: SELECTOR, to: list(NETWORK_END, 0) }, { ports: PORTS, by: CONTROL }),
  'reached-only-by': fields({ kind: word('reached-only-by'), to: NETWORK_END, from: list(NETWORK_END, 0) }, { ports: PORTS, by: CONTROL }),
  denied: fields({
    kind: word('denied'),
    principals: choice<DeniedQuestion['principals']>([{ when: ({ kind }) => kind === 'scalar', shape: oneOf('anyone', 'outsiders', 'strangers', 'unprivileged', 'holders') }, { shape: SELECTOR }]),
    actions: choice<readonly string[] | { readonly not: readonly string[] }>([{ when: has('not'), shape: fields({ not: ACTIONS }, {}) }, { shape: ACTIONS }]),
    resources: choice<DeniedQuestion['resources']>([{ when: has('notArns'), shape: fields({ notArns: list(ARN) }, {}) }, { shape: RESOURCE_END }]),
  }, { except: list(EXCEPTED), when: CONDITIONS, explicitly: flag(), unless: list(GRANT, 0), chained: flag(), via: word('endpoint') }),
  'no-escalation': fields({ kind: word('no-escalation'), principals: SELECTOR }, {}),
  allowed: fields({ kind: word('allowed'), principals: SELECTOR, actions: ACTIONS, resources: RESOURCE_END }, { context: entries(scalar()), via: word('endpoint') }),
  exists: fields({ kind: word('exists'), resources: SELECTOR }, {}),
  none: fields({ kind: word('none'), resources: SELECTOR }, {}),
  rules: fields({ kind: word('rules'), rules: list(text()) }, { resources: SELECTOR }),
};

const QUESTION: Shape<Question> = {
  read: (node, path, report) => {
    const kind = scalarText(child(node, 'kind'));
    const shape = kind !== undefined && isKind(kind) ? KINDS[kind] : undefined;
    if (shape !== undefined) return shape.read(node, path, report);
    return report.add('QuestionKindUnknown', `'${path}.kind' must be a kind of question`, (child(node, 'kind') ?? node).at, `write one of ${Object.keys(KINDS).join(', ')}`, kind);
  },
  schema: { type: 'object', required: ['kind'], oneOf: Object.values(KINDS).map(({ schema }) => schema) },
};

const REQUIREMENT: Shape<Requirement> = fields({
  id: text({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$', fix: 'write letters, digits, dots, dashes and underscores, 100 at most', description: 'Stable: acknowledgements and evidence name it.' }),
  title: text({ description: 'What holds when it is proved.' }),
  question: QUESTION,
}, {
  controls: list(text({ description: 'Row of the control catalogue: DAT-01' })),
  severity: oneOf('error', 'warning'), fix: text({ description: 'What to change when it does not hold.' }), whenAbsent: oneOf('refuted', 'not-applicable'),
}) as Shape<Requirement>;

/** A file of requirements. */
export const REQUIREMENTS_FILE = fields({ version: exactly(1), requirements: list(REQUIREMENT) }, { $schema: text() });

/** What editors complete and check by. */
export const REQUIREMENTS_SCHEMA: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'secure-ai-platform requirements', ...REQUIREMENTS_FILE.schema, $defs: { selector: selector.schema },
};

function isKind(text: string): text is Kind {
  return Object.hasOwn(KINDS, text);
}

function has(key: string): (node: Node) => boolean {
  return (node) => child(node, key) !== undefined;
}

function word<W extends string>(value: W): Shape<W> {
  return oneOf(value);
}

function oneOf<W extends string>(...options: readonly W[]): Shape<W> {
  return text({ options }) as Shape<W>;
}

function flag(): Shape<boolean> {
  return {
    read: (node, path, report) => (node.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : report.add('FlagExpected', `'${path}' must be true or false`, node.at, 'write true or false')),
    schema: { type: 'boolean' },
  };
}

function exactly(value: number): Shape<number> {
  return {
    read: (node, path, report) => (node.kind === 'scalar' && node.value === value
      ? value : report.add('VersionNotSupported', `'${path}' must be ${String(value)}`, node.at, `write ${path}: ${String(value)}`, node.kind === 'scalar' ? node.value : node.kind)),
    schema: { const: value },
  };
}

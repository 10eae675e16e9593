import { hasSymbol } from '../../template/symbols';
import { isUnknown, at } from '../../template/value';
import type { Doubt, Forward, Node } from '../model';
import { tcp } from '../traffic';
import { nodeOf, type Given, type Ground } from './interfaces';
import type { NetworkResource, Reader } from './reader';

const HTTPS = tcp(443);
const ENDPOINT = 'AWS::OpenSearchServerless::VpcEndpoint';

/** What the network policies of OpenSearch Serverless say about one collection. */
interface Access {
  readonly open: Given;
  /** Endpoints that lead to it, as texts. */
  readonly endpoints: readonly string[];
}

/** Collections of OpenSearch Serverless, and the endpoints that lead to them. Network policies alone decide who gets there. */
export function collections(ground: Ground): Node[] {
  const { reader } = ground;
  const found = reader.ofType('AWS::OpenSearchServerless::Collection').map((resource) => ({ resource, access: accessTo(reader, resource) }));
  const nodes = found.map(({ resource, access: { open } }) => nodeOf(ground, resource, 'search', undefined, open === 'no' ? {} : { publicDoor: HTTPS, doorDoubt: open === 'yes' ? undefined : open }));
  const doors = reader.ofType(ENDPOINT).map((resource) => nodeOf(ground, resource, 'endpoint', {
    subnets: reader.texts(resource.properties, 'SubnetIds'), groups: reader.texts(resource.properties, 'SecurityGroupIds'), publicAddress: 'no', v6: 'no',
  }, {
    service: 'aoss',
    forwards: found.filter(({ access }) => access.endpoints.some((name) => reader.id(name) === resource.id)).map(({ resource: { id } }): Forward => ({
      id: `${resource.id} -> ${id}`, accepts: HTTPS, to: id, traffic: HTTPS, kind: 'managed', via: [resource.id],
    })),
  }));
  return [...nodes, ...doors];
}

function accessTo(reader: Reader, { id, properties }: NetworkResource): Access {
  const name = reader.text(properties, 'Name') ?? id;
  const policies = reader.ofType('AWS::OpenSearchServerless::SecurityPolicy').filter((policy) => reader.text(policy.properties, 'Type') === 'network');
  const read = policies.flatMap((policy) => entriesOf(policy).map((entry) => ({ entry, doubt: policy.doubt })));
  const fitting = read.map(({ entry, doubt }) => ({ entry, doubt, fits: entry === undefined ? undefined : fits(entry, name) })).filter(({ fits: answer }) => answer !== false);
  const unclear: Doubt = { code: 'NetworkPolicyNotTold', collection: id };
  const answers = fitting.map(({ entry, doubt, fits: sure }): Given => {
    if (entry?.open === 'no') return 'no';
    return doubt ?? (entry?.open === 'yes' && sure === true ? 'yes' : unclear);
  });
  return {
    open: answers.find((answer) => answer === 'yes') ?? answers.find((answer) => answer !== 'no') ?? 'no',
    endpoints: fitting.flatMap(({ entry }) => entry?.endpoints ?? []),
  };
}

interface Entry {
  readonly resources: readonly string[];
  readonly open: 'yes' | 'no' | 'not told';
  readonly endpoints: readonly string[];
}

/** A policy is a JSON text; undefined for one that cannot be read. */
function entriesOf({ properties }: NetworkResource): readonly (Entry | undefined)[] {
  const policy = at(properties, 'Policy');
  const parsed = typeof policy === 'string' ? parsedJson(policy) : undefined;
  if (isUnknown(policy) || !Array.isArray(parsed)) return [undefined];
  return parsed.map((entry: unknown): Entry | undefined => {
    if (!isRecord(entry) || !Array.isArray(entry.Rules)) return undefined;
    const rules = entry.Rules.filter(isRecord).filter(({ ResourceType }) => ResourceType === 'collection');
    const open = entry.AllowFromPublic;
    return {
      resources: rules.flatMap(({ Resource }) => texts(Resource)),
      open: open === true || open === 'true' ? 'yes' : open === undefined || open === false || open === 'false' ? 'no' : 'not told',
      endpoints: texts(entry.SourceVPCEs),
    };
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `collection/name`, with `*` as the only wildcard; undefined where a symbol stands in the way. */
function fits({ resources }: Entry, name: string): boolean | undefined {
  const answers = resources.map((resource): boolean | undefined => {
    if (!resource.startsWith('collection/')) return false;
    const wanted = resource.slice('collection/'.length);
    if (wanted === name) return true;
    if (hasSymbol(wanted) || hasSymbol(name)) return wanted === '*' ? true : undefined;
    return wanted.endsWith('*') && name.startsWith(wanted.slice(0, -1));
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

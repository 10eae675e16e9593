import { throwProblems, type Problem } from '../../contract/platform-error';
import { AWS_MANAGED_POLICIES } from './aws-managed';
import type { ContextInput } from './context';
import { awsManagedPolicy } from './managed-policies';
import { readPolicy } from './parse-policy';
import { principalNamed } from './parse-principal';
import type { RequestPrincipal } from './principal';
import type { AccessRequest, KmsGrant, PolicyInput, RequestPolicies } from './request';

/** A question to `decide`. */
export interface ParsedRequest {
  readonly request: AccessRequest;
  readonly policies: RequestPolicies;
}

type Json = Readonly<Record<string, unknown>>;

const ANYBODY: RequestPrincipal = { kind: 'anonymous' };

const PRINCIPAL_MEMBERS: { readonly [kind in RequestPrincipal['kind']]: { readonly required: readonly string[]; readonly optional: readonly string[] } } = {
  root: { required: ['account'], optional: ['partition'] },
  user: { required: ['arn'], optional: ['account'] },
  'role-session': { required: ['roleArn'], optional: ['sessionName', 'account'] },
  'federated-user': { required: ['arn'], optional: ['userArn', 'account'] },
  federated: { required: ['provider'], optional: [] },
  service: { required: ['name'], optional: [] },
  anonymous: { required: [], optional: [] },
};

/**
 * Reads a request with every policy that has a say in it:
 *
 *     { "principal": "arn:aws:iam::111122223333:role/App", "action": "s3:GetObject", "resource": "arn:aws:s3:::data/a.csv",
 *       "context": { "aws:SourceIp": "10.0.0.1", "aws:TagKeys": ["env"] }, "resourceAccount": "111122223333",
 *       "policies": { "identity": [policy, …], "permissionsBoundary": policy, "session": [policy, …], "resource": { "policy": policy, "ownerAccount": "111122223333" },
 *                     "scps": [[policy, …], …], "rcps": [[policy, …], …], "endpoint": policy, "kmsGrants": [{ "granteePrincipal", "key", "operations", … }] } }
 *
 * - `principal`: the ARN of a user, role, assumed role, federated user, root user or identity provider; the name of a service or provider; `*` for an anonymous caller;
 *   `{ "AWS" | "Service" | "Federated": text }`; or an object as `decide` takes it, with `kind`. A role without session name calls as its session `session`.
 * - `resource`: an ARN, `*` for actions on none. @default `*`
 * - a policy is IAM JSON as it is, `{ "name", "policy" }` with a name for explanations, or the ARN of a policy that AWS manages (unknown where its document is not at hand).
 * - `scps`, `rcps`: a list of policies per level, from the organization's root to the account.
 * - everything but `principal` and `action` may be left out; a layer that is left out has no say, except that no identity policy allows nothing.
 *
 * @param where names the document in errors
 * @throws PlatformError with every problem of the document
 */
export function parseRequest(json: unknown, where: string): ParsedRequest {
  const reader = new RequestReader(where);
  const parsed = reader.whole(json);
  throwProblems(reader.problems);
  return parsed;
}

/** Reads on after a problem so that the author sees all of them at once. */
class RequestReader {
  readonly problems: Problem[] = [];

  constructor(private readonly where: string) {}

  whole(json: unknown): ParsedRequest {
    const document = this.object(json, '', ['principal', 'action', 'resource', 'context', 'resourceAccount', 'policies'], "a request must be an object with 'principal' and 'action'");
    const action = this.text(document.action, 'action');
    if (document.action !== undefined && !/^[^:\s]+:[^:\s]+$/.test(action)) this.report('RequestActionMalformed', 'an action must be <service>:<action>', 'action', document.action, "write it as 's3:GetObject'");
    if (/[*?]/.test(action)) this.report('RequestActionMalformed', 'a request must name one action', 'action', action, 'write the action without wildcards');
    const resource = document.resource === undefined ? '*' : this.text(document.resource, 'resource');
    const account = document.resourceAccount === undefined ? undefined : this.text(document.resourceAccount, 'resourceAccount');
    const request = { principal: this.principal(document.principal), action, resource, context: this.context(document.context), ...(account === undefined ? {} : { resourceAccount: account }) };
    return { request, policies: this.policies(document.policies) };
  }

  private principal(value: unknown): RequestPrincipal {
    if (typeof value === 'string') return this.named(value, 'principal');
    const members = this.object(value, 'principal', undefined, "'principal' must be a text or an object");
    const [type, ...more] = Object.keys(members);
    if (more.length === 0 && (type === 'AWS' || type === 'Service' || type === 'Federated')) {
      const text = this.text(members[type], `principal.${type}`);
      if (type === 'AWS') return this.named(text, 'principal.AWS');
      return type === 'Service' ? { kind: 'service', name: text } : { kind: 'federated', provider: text };
    }
    return this.principalOfKind(members);
  }

  private named(text: string, at: string): RequestPrincipal {
    const principal = principalNamed(text);
    if (principal === undefined) this.report('RequestPrincipalUnknown', 'a principal must be an ARN of IAM or STS, a service name or *', at, text, 'write the ARN of a user, role, assumed role or root user');
    return principal ?? ANYBODY;
  }

  private principalOfKind(members: Json): RequestPrincipal {
    const kind = Object.keys(PRINCIPAL_MEMBERS).find((name): name is RequestPrincipal['kind'] => name === members.kind);
    if (kind === undefined) {
      this.report('RequestPrincipalUnknown', "the principal's 'kind' must be known", 'principal.kind', members.kind, `write one of ${Object.keys(PRINCIPAL_MEMBERS).join(', ')}`);
      return ANYBODY;
    }
    const { required, optional } = PRINCIPAL_MEMBERS[kind];
    this.onlyKnown(members, ['kind', ...required, ...optional], 'principal');
    const texts = new Map([...required, ...optional.filter((name) => members[name] !== undefined)].map((name) => [name, this.text(members[name], `principal.${name}`)]));
    const of = (name: string): string => texts.get(name) ?? '';
    const given = <Name extends string>(name: Name): { readonly [key in Name]?: string } => (texts.has(name) ? ({ [name]: of(name) } as { readonly [key in Name]: string }) : {});
    switch (kind) {
      case 'root':
        return { kind, account: of('account'), ...given('partition') };
      case 'user':
        return { kind, arn: of('arn'), ...given('account') };
      case 'role-session':
        return { kind, roleArn: of('roleArn'), sessionName: texts.get('sessionName') ?? 'session', ...given('account') };
      case 'federated-user':
        return { kind, arn: of('arn'), ...given('userArn'), ...given('account') };
      case 'federated':
        return { kind, provider: of('provider') };
      case 'service':
        return { kind, name: of('name') };
      case 'anonymous':
        return { kind };
    }
  }

  private context(value: unknown): ContextInput {
    if (value === undefined) return new Map();
    const keys = this.object(value, 'context', undefined, "'context' must be an object of condition keys");
    return new Map(Object.entries(keys).map(([key, given]) => [key, listOf(given).flatMap((item) => this.contextValue(item, `context.${key}`))]));
  }

  private contextValue(item: unknown, at: string): readonly string[] {
    if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') return [String(item)];
    this.report('ContextValueMalformed', 'a context value must be a text, a number or a boolean', at, item, 'write it as one, or a list of them');
    return [];
  }

  private policies(value: unknown): RequestPolicies {
    if (value === undefined) return { identity: [] };
    const known = ['identity', 'permissionsBoundary', 'session', 'resource', 'scps', 'rcps', 'endpoint', 'kmsGrants'];
    const layers = this.object(value, 'policies', known, "'policies' must be an object of layers");
    const one = (name: 'permissionsBoundary' | 'endpoint') => (layers[name] === undefined ? {} : { [name]: this.policy(layers[name], `policies.${name}`) });
    const levels = (name: 'scps' | 'rcps') => (layers[name] === undefined ? {} : { [name]: this.levels(layers[name], `policies.${name}`) });
    return {
      identity: this.list(layers.identity, 'policies.identity'),
      ...one('permissionsBoundary'),
      ...(layers.session === undefined ? {} : { session: this.list(layers.session, 'policies.session') }),
      ...(layers.resource === undefined ? {} : { resource: this.resourcePolicy(layers.resource) }),
      ...levels('scps'),
      ...levels('rcps'),
      ...one('endpoint'),
      ...(layers.kmsGrants === undefined ? {} : { kmsGrants: listOf(layers.kmsGrants).map((grant, i) => this.grant(grant, `policies.kmsGrants[${i}]`)) }),
    };
  }

  private list(value: unknown, at: string): readonly PolicyInput[] {
    return value === undefined ? [] : listOf(value).map((policy, i) => this.policy(policy, Array.isArray(value) ? `${at}[${i}]` : at));
  }

  private levels(value: unknown, at: string): readonly (readonly PolicyInput[])[] {
    if (!Array.isArray(value)) {
      this.report('PolicyLevelsMalformed', 'SCPs and RCPs must be a list of policies per level', at, value, 'write [[policy, …], …], from the root of the organization to the account');
      return [];
    }
    return (value as readonly unknown[]).map((level, depth) => {
      if (Array.isArray(level)) return this.list(level, `${at}[${depth}]`);
      this.report('PolicyLevelsMalformed', 'a level must be a list of policies', `${at}[${depth}]`, level, 'put the policies of the level into a list');
      return [];
    });
  }

  private policy(value: unknown, at: string): PolicyInput {
    if (typeof value === 'string') {
      const managed = awsManagedPolicy(value, AWS_MANAGED_POLICIES);
      if (managed === undefined) this.report('PolicyNotAtHand', 'a policy must be a document or the ARN of a policy that AWS manages', at, value, 'write the document of the policy');
      return managed ?? { name: value, unresolved: { code: 'PolicyNotAtHand' } };
    }
    const named = typeof value === 'object' && value !== null && 'policy' in value;
    const wrapper = named ? this.object(value, at, ['name', 'policy'], 'a policy must be an object') : {};
    const { policy, problems } = readPolicy(named ? wrapper.policy : value, `${this.where} ${at}${named ? '.policy' : ''}`);
    this.problems.push(...problems);
    return wrapper.name === undefined ? policy : { name: this.text(wrapper.name, `${at}.name`), policy };
  }

  /** The policy with its owner, or by itself. */
  private resourcePolicy(value: unknown): NonNullable<RequestPolicies['resource']> {
    if (typeof value !== 'object' || value === null || !('policy' in value) || 'name' in value) return { policy: this.policy(value, 'policies.resource') };
    const { policy, ownerAccount } = this.object(value, 'policies.resource', ['policy', 'ownerAccount'], 'the policy of the resource must be an object');
    return { policy: this.policy(policy, 'policies.resource.policy'), ...(ownerAccount === undefined ? {} : { ownerAccount: this.text(ownerAccount, 'policies.resource.ownerAccount') }) };
  }

  private grant(value: unknown, at: string): KmsGrant {
    const members = ['granteePrincipal', 'key', 'operations', 'encryptionContextEquals', 'encryptionContextSubset'];
    const grant = this.object(value, at, members, 'a KMS grant must be an object');
    const pairs = (name: 'encryptionContextEquals' | 'encryptionContextSubset') => (grant[name] === undefined ? {} : { [name]: this.pairs(grant[name], `${at}.${name}`) });
    return {
      granteePrincipal: this.text(grant.granteePrincipal, `${at}.granteePrincipal`),
      key: this.text(grant.key, `${at}.key`),
      operations: listOf(grant.operations ?? '').map((operation) => this.text(operation, `${at}.operations`)),
      ...pairs('encryptionContextEquals'),
      ...pairs('encryptionContextSubset'),
    };
  }

  private pairs(value: unknown, at: string): { readonly [name: string]: string } {
    return Object.fromEntries(Object.entries(this.object(value, at, undefined, 'an encryption context must be an object of texts')).map(([name, text]) => [name, this.text(text, `${at}.${name}`)]));
  }

  private text(value: unknown, at: string): string {
    if (typeof value === 'string' && value !== '') return value;
    this.report('RequestTextMissing', `'${at}' must be a non-empty text`, at, value, 'write it');
    return '';
  }

  private object(value: unknown, at: string, known: readonly string[] | undefined, what: string): Json {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const members = value as Json;
      if (known !== undefined) this.onlyKnown(members, known, at);
      return members;
    }
    this.report('RequestMalformed', what, at, value, 'correct it');
    return {};
  }

  private onlyKnown(value: Json, known: readonly string[], at: string): void {
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      const likely = known.find((other) => other.toLowerCase() === name.toLowerCase());
      this.report('RequestMemberUnknown', 'a member of the request file must be known', at, name, likely === undefined ? `remove it; known are ${known.join(', ')}` : `write '${likely}'`);
    }
  }

  private report(code: string, what: string, at: string, got: unknown, fix: string): void {
    this.problems.push({ code, what, got, where: at === '' ? this.where : `${this.where} ${at}`, fix });
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

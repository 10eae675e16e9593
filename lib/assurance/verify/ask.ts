import { PlatformError } from '../../contract/platform-error';
import type { AccessModel, Holder, ProtectedResource } from '../access';
import { decide } from '../iam/decide';
import type { RequestPrincipal } from '../iam/principal';
import type { AccessRequest, Decision } from '../iam/request';
import { statesOf, type ContextOptions } from '../rules';
import { isUnknown, type Facts, type Resource } from '../template';
import type { Step } from '../verdict';

/** One request of a principal for something that the templates set up. */
export interface Ask {
  /**
   * A role or user of the templates, by construct path, logical id, `<template>.<LogicalId>` or ARN; or somebody else: an ARN, a service such as
   * `ecs-tasks.amazonaws.com`, an account number (its root user), or `anonymous`.
   */
  readonly principal: string | RequestPrincipal;
  /** `s3:PutObject`. */
  readonly action: string;
  /** By construct path, logical id, `<template>.<LogicalId>` or ARN; `*` for actions on no resource. */
  readonly resource: string;
  /** Of an object or the like below the resource: `incoming/a.csv`. @default - the resource itself */
  readonly below?: string;
  /** Condition keys of the call. */
  readonly context?: { readonly [key: string]: string | readonly string[] };
  /** The VPC endpoint that the call passes, by path, logical id or id. @default - none */
  readonly via?: string;
}

export interface Answer {
  readonly request: AccessRequest;
  readonly decision: Decision;
  /** State of the templates' conditions, where there are several. */
  readonly when?: Step;
}

/**
 * Decides the request in every state of the templates.
 * @throws PlatformError when the names mean nothing, or more than one thing, in the templates
 */
export function ask(facts: Facts, { principal, action, resource, below, context = {}, via }: Ask, options?: ContextOptions): readonly Answer[] {
  return statesOf(facts, options).flatMap(({ context: state, when }) => {
    const access = state.access();
    const who = holderOf(access, state.resources, principal);
    const target = targetOf(access, state.resources, resource);
    const endpoint = via === undefined ? undefined : endpointOf(access, state.resources, via);
    const arn = target === undefined ? resource : target.arns[0] ?? resource;
    const request: AccessRequest = {
      principal: 'identity' in who ? who.principal : who,
      action,
      resource: below === undefined ? arn : `${arn}/${below}`,
      context: new Map(Object.entries(context)),
    };
    const policies = access.policiesFor('identity' in who ? who : undefined, target, endpoint);
    return [{ request, decision: decide(request, policies), ...(when === undefined ? {} : { when }) }];
  });
}

function holderOf(access: AccessModel, resources: readonly Resource[], principal: Ask['principal']): Holder | RequestPrincipal {
  if (typeof principal !== 'string') return principal;
  const holder = access.holder(principal) ?? named(resources, principal, 'principal', access.holders)?.holder;
  return holder ?? outsider(principal);
}

function targetOf(access: AccessModel, resources: readonly Resource[], text: string): ProtectedResource | undefined {
  const direct = access.protected(text) ?? named(resources, text, 'resource', access.resources)?.target;
  if (direct === undefined && text !== '*' && !text.startsWith('arn:')) throw problem('NoSuchResource', 'resource', text, 'name a resource of the templates by construct path or logical id, or write an ARN');
  return direct;
}

function endpointOf(access: AccessModel, resources: readonly Resource[], text: string): string {
  const ids = matching(resources, text);
  const found = access.endpoints.filter(({ id }) => id === text || ids.includes(id));
  const [only] = found;
  if (only === undefined || found.length > 1) throw problem('NoSuchEndpoint', 'via', text, 'name one VPC endpoint of the templates by construct path or logical id');
  return only.id;
}

/** The one holder or protected resource that a path or logical id means. */
function named(resources: readonly Resource[], text: string, what: string, candidates: readonly (Holder | ProtectedResource)[]): { readonly holder?: Holder; readonly target?: ProtectedResource } | undefined {
  const ids = matching(resources, text);
  const found = candidates.filter(({ id }) => ids.includes(id));
  if (found.length > 1) throw problem('NameAmbiguous', what, text, `name one of ${found.map(({ id }) => id).join(', ')}`);
  const [only] = found;
  if (only === undefined) return undefined;
  return 'identity' in only ? { holder: only } : { target: only };
}

/** Resources by id, logical id, construct path, or the path of the construct whose resource it is. */
function matching(resources: readonly Resource[], text: string): readonly string[] {
  const exact = resources.filter(({ template, logicalId, path }) => `${template}.${logicalId}` === text || logicalId === text || path === text || path === `${text}/Resource`);
  const found = exact.length > 0 ? exact : resources.filter(({ path }) => path?.startsWith(`${text}/`) === true);
  return found.filter(({ properties }) => !isUnknown(properties)).map(({ template, logicalId }) => `${template}.${logicalId}`);
}

function outsider(text: string): RequestPrincipal {
  if (text === 'anonymous') return { kind: 'anonymous' };
  if (/^[0-9]{12}$/.test(text)) return { kind: 'root', account: text };
  if (/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(text)) return { kind: 'service', name: text };
  const [, account, name] = /^arn:aws[a-z-]*:(?:iam|sts)::([0-9]{12}):(.+)$/.exec(text) ?? [];
  if (account !== undefined && name === 'root') return { kind: 'root', account };
  if (name?.startsWith('user/') === true) return { kind: 'user', arn: text };
  if (name?.startsWith('role/') === true) return { kind: 'role-session', roleArn: text, sessionName: 'session' };
  throw problem('NoSuchPrincipal', 'principal', text, "name a role or user of the templates by construct path or logical id, an IAM ARN, a service, an account, or 'anonymous'");
}

function problem(code: string, what: string, got: string, fix: string): PlatformError {
  return new PlatformError([{ code, what: `'${what}' must name one thing`, got, fix }]);
}

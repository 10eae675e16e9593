import { sameText } from '../template/symbols';
import type { PrincipalElement, Statement } from './policy';
import { accountOf, arnFields, sessionArnOf, type RequestPrincipal } from './principal';
import { no, unknown, YES, type Match, type Trilean } from './trilean';

/**
 * By what name a `Principal` element means the caller:
 * - `everyone`  `*`, which grants to the caller itself
 * - `account`   the caller's account, which leaves it to the account's identity policies
 * - `role`      the role whose session calls
 * - `self`      the user, the session, the service or the provider itself
 */
export type MeantAs = 'everyone' | 'account' | 'role' | 'self';

/** For each name by which the element may mean the caller, whether it does. */
export function meanings(element: PrincipalElement, principal: RequestPrincipal): { readonly [name in MeantAs]: Trilean } {
  const listed = (texts: readonly string[], names: readonly (string | undefined)[]): Trilean => listedIn(texts, names);
  const account = accountOf(principal);
  const everyone: Trilean = element.everyone ? 'yes' : 'no';
  const common = { everyone, account: account === undefined ? ('no' as const) : accountListed(element.aws, account), role: 'no' as const };
  switch (principal.kind) {
    case 'root':
      return { ...common, self: common.account };
    case 'user':
      return { ...common, self: withCanonical(element, listed(named(element.aws, ':user/'), [principal.arn])) };
    case 'role-session': {
      const session = sessionArnOf(principal);
      const sessions = element.aws.filter((text) => text.includes(':assumed-role/'));
      const self = session === undefined && sessions.length > 0 ? 'unknown' : listed(sessions, [session]);
      return { ...common, role: listed(named(element.aws, ':role/'), [principal.roleArn]), self: withCanonical(element, self) };
    }
    case 'federated-user':
      return { ...common, role: listed(named(element.aws, ':user/'), [principal.userArn]), self: listed(named(element.aws, ':federated-user/'), [principal.arn]) };
    case 'federated':
      return { ...common, self: listed(element.federated, [principal.provider]) };
    case 'service':
      return { ...common, self: listed(element.service, [principal.name]) };
    case 'anonymous':
      return { ...common, self: 'no' };
  }
}

/** Whether a `Principal` element means the caller by any name. */
export function principalMatches(element: PrincipalElement, principal: RequestPrincipal): Match {
  const found = Object.values(meanings(element, principal));
  if (found.includes('yes')) return YES;
  return found.includes('unknown') ? unknown(step('PrincipalUndecided', element, principal)) : no(step('PrincipalDiffers', element, principal));
}

/**
 * Whether a `NotPrincipal` element leaves the caller to the statement. AWS may look at the account, the role and the session one after the other,
 * so a Deny spares a caller for certain only when all of them are listed.
 */
export function notPrincipalMatches(element: PrincipalElement, effect: Statement['effect'], principal: RequestPrincipal, hasBoundary: boolean): Match {
  const listed = meanings(element, principal);
  if (listed.everyone === 'yes') return no(step('PrincipalExcepted', element, principal));
  if (effect === 'Deny' && hasBoundary) return YES;
  const chain = chainOf(principal).map((name) => listed[name]);
  const own = chain.at(-1);
  if (chain.every((entry) => entry === 'yes')) return no(step('PrincipalExcepted', element, principal));
  // the account alone excepts nobody in it but its root
  if (chain.slice(1).every((entry) => entry === 'no') && own === 'no' && (effect === 'Deny' || chain[0] === 'no')) return YES;
  return unknown(step('PrincipalPartlyExcepted', element, principal));
}

function chainOf(principal: RequestPrincipal): readonly MeantAs[] {
  switch (principal.kind) {
    case 'user':
    case 'federated-user':
      return ['account', 'self'];
    case 'role-session':
      return ['account', 'role', 'self'];
    case 'root':
    case 'federated':
    case 'service':
    case 'anonymous':
      return ['self'];
  }
}

/** An account stands as its number or as its root's ARN. */
function accountListed(texts: readonly string[], account: string): Trilean {
  const accounts = texts.flatMap((text) => {
    const fields = arnFields(text);
    if (fields.length === 1 && /^(?:\d{12}|\u27E6[^\u27E7]*AccountId\u27E7)$/.test(text)) return [text];
    return fields.length === 6 && fields[5] === 'root' ? [fields[4]] : [];
  });
  const symbolic = texts.some((text) => /^\u27E6[^\u27E7]*~any\u27E7$/.test(text) || isParameter(text));
  const found = accounts.some((text) => text === account) ? 'yes' : listedIn(accounts.flatMap((text) => (text === undefined ? [] : [text])), [account]);
  return found === 'no' && symbolic ? 'unknown' : found;
}

/** A text that is one symbol and not of a resource: it may hold an account number as well as an ARN. */
function isParameter(text: string): boolean {
  return /^\u27E6[^.\u27E7]+\.[^.\u27E7]+\u27E7$/.test(text);
}

/** Entries that can name a principal of that sort: ARNs that say so, and whatever does not say what it is. */
function named(texts: readonly string[], sort: string): readonly string[] {
  return texts.filter((text) => text.includes(sort) || !/^(?:arn:.*:(?:root$|user\/|role\/|assumed-role\/|federated-user\/)|\d{12}$)/.test(text));
}

function listedIn(texts: readonly string[], names: readonly (string | undefined)[]): Trilean {
  let undecided = false;
  for (const text of texts) {
    for (const name of names) {
      const same = name === undefined ? undefined : sameText(text, name);
      if (same === true) return 'yes';
      if ((same === undefined && !distinctResources(text, name)) || isUndecidable(text)) undecided = true;
    }
  }
  return undecided ? 'unknown' : 'no';
}

/** ARNs of two resources of templates are two ARNs. */
function distinctResources(text: string, name: string | undefined): boolean {
  const [one, other] = [text, name ?? ''].map((arn) => /^\u27E6([^.\u27E7]+\.[^.\u27E7]+)\.[A-Za-z]*Arn\u27E7$/.exec(arn)?.[1]);
  return one !== undefined && other !== undefined && one !== other;
}

/** Part of a name as a wildcard, which AWS refuses when a policy is saved; or the unique id of a principal, whose ARN only AWS knows. */
function isUndecidable(text: string): boolean {
  return /[*?]/.test(text) || /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(text);
}

/** The canonical id of an account names it by a number that only AWS knows. */
function withCanonical(element: PrincipalElement, found: Trilean): Trilean {
  return found === 'no' && element.canonicalUser.length > 0 ? 'unknown' : found;
}

function step(code: string, element: PrincipalElement, principal: RequestPrincipal): { readonly code: string; readonly [detail: string]: unknown } {
  return { code, principal, element };
}

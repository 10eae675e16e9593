import type { ContextInput } from './context';

/** Who asks. Accounts are read from the ARNs where `account` is left out; an ARN that is a symbol lies in `⟦AWS::AccountId⟧`. */
export type RequestPrincipal =
  | { readonly kind: 'root'; readonly account: string; readonly partition?: string }
  | { readonly kind: 'user'; readonly arn: string; readonly account?: string }
  | { readonly kind: 'role-session'; readonly roleArn: string; readonly sessionName: string; readonly account?: string }
  /** A session of GetFederationToken: `arn:aws:sts::<account>:federated-user/<name>`; its identity policies are those of the user who asked for it. */
  | { readonly kind: 'federated-user'; readonly arn: string; readonly userArn?: string; readonly account?: string }
  /** Somebody whom an identity provider vouches for, before a role is assumed: provider ARN or name such as `cognito-identity.amazonaws.com`. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'anonymous' };

/** Account, whose policies the principal lives under; undefined for whoever lives in none. */
export function accountOf(principal: RequestPrincipal): string | undefined {
  switch (principal.kind) {
    case 'root':
      return principal.account;
    case 'user':
    case 'federated-user':
      return principal.account ?? accountOfArn(principal.arn);
    case 'role-session':
      return principal.account ?? accountOfArn(principal.roleArn);
    case 'federated':
    case 'service':
    case 'anonymous':
      return undefined;
  }
}

/** The account field of an ARN; `⟦AWS::AccountId⟧` of an ARN that is one symbol; undefined where an ARN names none (`arn:aws:s3:::bucket`). */
export function accountOfArn(arn: string): string | undefined {
  if (/^\u27E6[^\u27E7]*\u27E7/.test(arn)) return '\u27E6AWS::AccountId\u27E7';
  const account = arnFields(arn)[4];
  return account === undefined || account === '' ? undefined : account;
}

/** Parts of an ARN; colons within symbols do not part. */
export function arnFields(arn: string): readonly string[] {
  const fields: string[] = [];
  let rest = arn;
  while (fields.length < 5) {
    const field = /^((?:\u27E6[^\u27E7]*\u27E7|[^:\u27E6])*):/.exec(rest);
    if (field === null) break;
    fields.push(field[1] ?? '');
    rest = rest.slice(field[0].length);
  }
  return [...fields, rest];
}

/** `arn:aws:iam::<account>:role/path/Name` to `arn:aws:sts::<account>:assumed-role/Name/<session>`; undefined for an ARN that is a symbol. */
export function sessionArnOf(principal: RequestPrincipal & { readonly kind: 'role-session' }): string | undefined {
  const [arn, partition, , , account, resource] = arnFields(principal.roleArn);
  if (arn !== 'arn' || partition === undefined || account === undefined || resource === undefined) return undefined;
  return `arn:${partition}:sts::${account}:assumed-role/${resource.slice(resource.lastIndexOf('/') + 1)}/${principal.sessionName}`;
}

/** A role that a service made for itself: neither SCPs nor RCPs limit it. */
export function isServiceLinked(principal: RequestPrincipal): boolean {
  return principal.kind === 'role-session' && principal.roleArn.includes(':role/aws-service-role/');
}

/** Condition keys that every request of the principal carries. */
export function principalKeys(principal: RequestPrincipal): ContextInput {
  const account = accountOf(principal);
  const common: [string, string][] = [
    ...(account === undefined ? [] : [['aws:PrincipalAccount', account] satisfies [string, string]]),
    ['aws:PrincipalIsAWSService', String(principal.kind === 'service')],
  ];
  switch (principal.kind) {
    case 'root':
      return new Map([...common, ['aws:PrincipalArn', `arn:${principal.partition ?? 'aws'}:iam::${principal.account}:root`], ['aws:PrincipalType', 'Account']]);
    case 'user': {
      const name = arnFields(principal.arn)[5]?.split('/').at(-1);
      const known: [string, string][] = name === undefined || !principal.arn.includes(':user/') ? [] : [['aws:username', name]];
      return new Map([...common, ['aws:PrincipalArn', principal.arn], ['aws:PrincipalType', 'User'], ...known]);
    }
    case 'role-session':
      return new Map([...common, ['aws:PrincipalArn', principal.roleArn], ['aws:PrincipalType', 'AssumedRole']]);
    case 'federated-user':
      return new Map([...common, ['aws:PrincipalArn', principal.arn], ['aws:PrincipalType', 'FederatedUser']]);
    case 'service':
      return new Map([...common, ['aws:PrincipalServiceName', principal.name]]);
    case 'federated':
      return new Map([['aws:FederatedProvider', principal.provider]]);
    case 'anonymous':
      return new Map([['aws:PrincipalType', 'Anonymous']]);
  }
}

import { explain } from '../iam/explain';
import type { RequestPrincipal } from '../iam/principal';
import type { AccessRequest, Decision } from '../iam/request';
import { sentence } from './sentence';
import { listed, words } from './words';

/** A request as it can be put to `decide` again: who, what, on what, and every condition key it carries. */
export function renderRequest({ principal, action, resource, context, resourceAccount }: AccessRequest): readonly string[] {
  const keys = [...context].map(([key, value]) => {
    const values = typeof value === 'string' ? [value] : value;
    return `${key}: ${values.length === 0 ? '(absent)' : listed(values.map(words))}`;
  });
  return [`principal: ${principalName(principal)}`, `action: ${words(action)}`, `resource: ${words(resource)}`, ...(resourceAccount === undefined ? [] : [`owner of the resource: ${words(resourceAccount)}`]), ...keys];
}

export function principalName(principal: RequestPrincipal): string {
  switch (principal.kind) {
    case 'root':
      return `root user of account ${words(principal.account)}`;
    case 'user':
    case 'federated-user':
      return words(principal.arn);
    case 'role-session':
      return `role ${words(principal.roleArn)} (session ${words(principal.sessionName)})`;
    case 'federated':
      return `somebody whom ${words(principal.provider)} vouches for`;
    case 'service':
      return `service ${words(principal.name)}`;
    case 'anonymous':
      return 'anybody, unauthenticated';
  }
}

/** What decided and why; why other statements did not apply is left to `explain`. */
export function renderDecision(decision: Decision): readonly string[] {
  const [kind = '', ...decidedBy] = explain(decision).split('\n').slice(0, 1 + decision.decidedBy.length);
  return [kind, ...decidedBy.map((line) => line.trim()), ...decision.because.map(sentence), ...decision.assumptions.map((text) => `assumed: ${text}`)].map(words);
}

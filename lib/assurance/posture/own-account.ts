import type { RequestPrincipal } from '../iam/principal';
import type { AccessRequest } from '../iam/request';
import { pseudoSymbol, type Variant } from '../template';
import { rewritten } from './align';
import type { Deployment } from './posture';

const OWN = pseudoSymbol('AWS::AccountId');

/** Deployments with a number for their own account, and the way back. */
export interface Numbered {
  variants(deployment: Deployment): readonly Variant[];
  symbolic(request: AccessRequest): AccessRequest;
}

/**
 * Where templates do not tell their account, one that they name by its number might be it. For a comparison it is taken to be another:
 * the own account gets a number that none of them names.
 */
export function numbered(...deployments: readonly Deployment[]): Numbered {
  const texts = JSON.stringify(deployments.map(({ resources }) => resources.map(({ properties, names }) => [properties, names])));
  let number = 100_000_000_007;
  while (texts.includes(String(number))) number += 1;
  const account = String(number);
  const to = (text: string): string => text.replaceAll(OWN, account);
  const back = (text: string): string => text.replaceAll(account, OWN);
  return {
    variants: (deployment) => deployment.variants().map(({ when, resources }) => ({ when, resources: resources.map((resource) => rewritten(resource, to)) })),
    symbolic: (request) => ({
      ...request,
      principal: symbolicPrincipal(request.principal, back),
      resource: back(request.resource),
      context: new Map([...request.context].map(([key, value]) => [key, typeof value === 'string' ? back(value) : value.map(back)])),
      ...(request.resourceAccount === undefined ? {} : { resourceAccount: back(request.resourceAccount) }),
    }),
  };
}

function symbolicPrincipal(principal: RequestPrincipal, back: (text: string) => string): RequestPrincipal {
  switch (principal.kind) {
    case 'root':
      return { ...principal, account: back(principal.account) };
    case 'user':
    case 'federated-user':
      return { ...principal, arn: back(principal.arn), ...(principal.account === undefined ? {} : { account: back(principal.account) }) };
    case 'role-session':
      return { ...principal, roleArn: back(principal.roleArn), ...(principal.account === undefined ? {} : { account: back(principal.account) }) };
    case 'federated':
      return { ...principal, provider: back(principal.provider) };
    case 'service':
    case 'anonymous':
      return principal;
  }
}

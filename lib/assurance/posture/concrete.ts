import type { RequestPrincipal } from '../iam/principal';
import type { AccessRequest } from '../iam/request';
import { splitSymbols, type Resource, type SymbolPart, type Variant } from '../template';
import { rewritten } from './align';
import type { Deployment } from './posture';

/** Deployments with names of their own where templates leave them open, and the way back. */
export interface Concrete {
  variants(deployment: Deployment): readonly Variant[];
  symbolic(request: AccessRequest): AccessRequest;
}

/**
 * What the deployment fills in (the account, the region, generated names) might be what a template names elsewhere. For a comparison it is taken to be nothing
 * that any of them names. Parameters stay open: they may be anything.
 */
export function concrete(...deployments: readonly Deployment[]): Concrete {
  const resources = deployments.flatMap((deployment) => deployment.resources);
  const ids = new Set(resources.map(({ template, logicalId }) => `${template}.${logicalId}`));
  let free: (() => string) | undefined;
  const names = new Map<string, string>();
  const filled = (part: SymbolPart): string => {
    if (part.name === 'AWS::Partition') return 'aws';
    if (!part.name.startsWith('AWS::') && (part.shape === 'any' || !isOf(part.name, ids))) return part.text;
    const name = names.get(part.text) ?? fill(part, (free ??= freeNumbers(resources))());
    names.set(part.text, name);
    return name;
  };
  const to = (text: string): string => splitSymbols(text).map((part) => (part.kind === 'symbol' ? filled(part) : part.text)).join('');
  const back = (text: string): string => [...names].reduce((written, [symbol, name]) => (written.includes(name) ? written.replaceAll(name, symbol) : written), text);
  return {
    variants: (deployment) => deployment.variants().map(({ when, resources: all }) => ({ when, resources: all.map((resource) => rewritten(resource, to)) })),
    symbolic: (request) => ({
      ...request,
      principal: symbolicPrincipal(request.principal, back),
      resource: back(request.resource),
      context: new Map([...request.context].map(([key, value]) => [key, typeof value === 'string' ? back(value) : value.map(back)])),
      ...(request.resourceAccount === undefined ? {} : { resourceAccount: back(request.resourceAccount) }),
    }),
  };
}

/** Twelve digits that stand nowhere in the deployments, another time for each call. */
function freeNumbers(resources: readonly Resource[]): () => string {
  const texts = JSON.stringify(resources.map(({ properties, names }) => [properties, names]));
  let number = 700_000_000_000;
  return () => {
    do number += 1; while (texts.includes(String(number)));
    return String(number);
  };
}

function fill({ shape }: SymbolPart, number: string): string {
  switch (shape) {
    case 'account':
      return number;
    case 'region':
      return `own-region-${number}`;
    case 'arn':
      return `arn:aws:own:::generated-${number}`;
    default:
      return `generated-${number}`;
  }
}

function isOf(symbol: string, ids: ReadonlySet<string>): boolean {
  for (let dot = symbol.indexOf('.'); dot > 0; dot = symbol.indexOf('.', dot + 1)) if (ids.has(symbol.slice(0, dot))) return true;
  return false;
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

import { arnFields } from '../iam/principal';
import { pseudoSymbol, symbol, type Resource } from '../template';
import type { ProtectedType } from './protected-types';

/** Where the resources of a template are. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What is known of each template's environment, else read off the ARNs of its own resources: these are written in the terms that its policies use too. */
export function placesOf(resources: readonly Resource[], accountId: string | undefined): (template: string) => Place {
  const places = new Map<string, { partition?: string; region?: string; account?: string }>();
  for (const { template, names, environment } of resources) {
    const place = places.get(template) ?? { partition: environment.partition, region: environment.region, account: environment.accountId };
    places.set(template, place);
    for (const name of Object.values(names)) {
      const [arn, partition, , region, account, rest] = arnFields(name);
      if (arn !== 'arn' || rest === undefined) continue;
      place.partition ??= partition;
      if (region !== '') place.region ??= region;
      if (account !== '') place.account ??= account;
    }
  }
  const accounts = new Set([...places.values()].flatMap(({ account }) => account ?? []));
  const common = accountId ?? (accounts.size === 1 ? [...accounts][0] : undefined);
  return (template) => {
    const { partition, region, account } = places.get(template) ?? {};
    return { partition: partition ?? pseudoSymbol('AWS::Partition'), region: region ?? pseudoSymbol('AWS::Region'), account: account ?? common ?? pseudoSymbol('AWS::AccountId') };
  };
}

const PLACEHOLDER = /\$\{([^}]+)\}/g;

/** ARN of a resource, and patterns for what lies below it. */
export function arnsOf(resource: Resource, { arn, below = [] }: ProtectedType, { partition, region, account }: Place): readonly string[] {
  const own = !arn.startsWith('arn:') ? attribute(resource, arn) : arn.replace(PLACEHOLDER, (_, name: string) => {
    switch (name) {
      case 'P':
        return partition;
      case 'R':
        return region;
      case 'A':
        return account;
      case '/Ref':
        return attribute(resource, 'Ref').replace(/^(?!\/)/, '/');
      default:
        return attribute(resource, name);
    }
  });
  // what CloudFormation returns for a log group covers its streams, and is not the group itself
  return own.endsWith(':*') ? [own.slice(0, -2), own] : [own, ...below.map((rest) => `${own}${rest}`)];
}

/** As template facts write it: they know ARNs by their name's end. */
function attribute({ names, template, logicalId }: Resource, name: string): string {
  return names[name] ?? symbol(template, logicalId, name, name.endsWith('Arn') ? 'arn' : 'any');
}

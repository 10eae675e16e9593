import { operatorNamed } from '../../../../../lib/assurance/iam/operators';
import type { Condition } from '../../../../../lib/assurance/iam/policy';
import type { RequestRegion } from '../../../../../lib/assurance/iam/prove';
import type { AccessRequest } from '../../../../../lib/assurance/iam/request';

/** Operators that hold for one value only, by the kind that a key's values are read as. */
const EXACT = { string: 'StringEquals', arn: 'StringEquals', bool: 'Bool', numeric: 'NumericEquals', date: 'DateEquals', ip: 'IpAddress', binary: 'BinaryEquals', null: 'StringEquals' } as const;

/** The region that holds that request only: what it carries, and of the keys in question what it does not. */
export function regionAround(request: AccessRequest, asked: readonly Condition[] = []): RequestRegion {
  const kindOf = (key: string) => asked.find((condition) => condition.key.toLowerCase() === key.toLowerCase() && condition.operator !== 'Null')?.operator ?? 'StringEquals';
  const present = [...request.context].filter(([, values]) => typeof values === 'string' || values.length > 0);
  const used = asked.flatMap(({ key, values }) => [key, ...values.flatMap((value) => [...value.matchAll(/\$\{\s*([^*?$},\s]+)/g)].map((match) => match[1] ?? ''))]);
  const absent = [...new Set(used)].filter((key) => key.toLowerCase() !== 'aws:username' && !present.some(([name]) => name.toLowerCase() === key.toLowerCase()));
  const conditions = [
    ...present.flatMap(([key, given]) => pinned(key, typeof given === 'string' ? [given] : given, EXACT[operatorNamed(kindOf(key))?.kind ?? 'string'], asked.some((condition) => condition.key === key && condition.quantifier !== undefined))),
    ...absent.map((key): Condition => ({ operator: 'Null', ifExists: false, key, values: ['true'] })),
  ];
  const { principal, action, resource, resourceAccount } = request;
  const exactly = resource.replace(/[*?$]/g, (char) => `\${${char}}`);
  return { principals: [principal], action: { not: false, patterns: [action] }, resource: { not: false, patterns: [exactly] }, conditions, ...(resourceAccount === undefined ? {} : { resourceAccount }) };
}

function pinned(key: string, values: readonly string[], operator: string, asSet: boolean): readonly Condition[] {
  const written = operator === 'StringEquals' ? values.map((value) => value.replace(/\$/g, '${$}')) : values;
  if (written.length === 1 && !asSet) return [{ operator, ifExists: false, key, values: written }];
  const each = written.map((value): Condition => ({ operator, quantifier: 'ForAnyValue', ifExists: false, key, values: [value] }));
  return [{ operator, quantifier: 'ForAllValues', ifExists: false, key, values: written }, ...each];
}

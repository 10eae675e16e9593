import { facts, type Facts } from '../../../../lib/assurance/template/facts';
import type { FactsOptions } from '../../../../lib/assurance/template/model';
import { parseTemplate } from '../../../../lib/assurance/template/template';
import { isUnknown, type Value } from '../../../../lib/assurance/template/value';

export const ACCOUNT: FactsOptions = { accountId: '111122223333', region: 'eu-central-1' };

/** Facts of one YAML template named `T`. */
export function factsOf(yaml: string, options: FactsOptions = ACCOUNT): Facts {
  return facts([parseTemplate(yaml, 'T.yaml')], options);
}

/** What a value written as YAML comes to, as property `Value` of a resource beside the given sections. */
export function resolved(value: string, sections = '', options: FactsOptions = ACCOUNT): unknown {
  const found = factsOf(`${sections}\n  Probe:\n    Type: Custom::Probe\n    Properties:\n      Value: ${value}\n`, options);
  const [probe] = found.find('T', 'Probe');
  return plain(probe === undefined || isUnknown(probe.properties) ? undefined : probe.properties['Value']);
}

/** Unknowns as `?code`, so that a table can name them. */
export function plain(value: Value | undefined): unknown {
  if (isUnknown(value)) return `?${value.cause.code}`;
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)])) : value;
}

/** The codes of the error that a call must raise. */
export function problemsOf(call: () => unknown): readonly { readonly code: string; readonly where?: string }[] {
  try {
    call();
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'problems' in error && Array.isArray(error.problems)) return error.problems;
    throw error;
  }
  return [];
}

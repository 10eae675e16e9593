import type { KeyPath } from '../source';
import type { Finding, Rule } from './rule';

/** Every accepted finding and every weakening ends on a day that its owner named. */
export const nothingHasExpired: Rule = (config, { today }) => {
  const findings: Finding[] = [];
  const walk = (value: unknown, path: KeyPath): void => {
    if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...path, index]));
    else if (typeof value === 'object' && value !== null) {
      if ('expires' in value && typeof value.expires === 'string' && value.expires < today) {
        findings.push({ code: path[0] === 'acknowledgements' ? 'AcknowledgementExpired' : 'JustificationExpired', key: [...path, 'expires'], what: `must not lie before today, ${today}`, got: value.expires, fix: 'look at it again: remove the weaker choice, or justify it until a later day' });
      }
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
    }
  };
  walk(config, []);
  return findings;
};

/** The weaker choice asks why; a reason without the choice is stale. */
export const weakerChoicesAreJustified: Rule = ({ network: { dnsFirewall }, identity: { cognito }, api, inference }) =>
  [
    { weak: dnsFirewall.mode === 'alert', justified: dnsFirewall.justification !== undefined, key: ['network', 'dnsFirewall'], choice: 'mode', value: dnsFirewall.mode, reason: 'justification' },
    { weak: cognito?.plan === 'essentials', justified: cognito?.planJustification !== undefined, key: ['identity', 'cognito'], choice: 'plan', value: cognito?.plan, reason: 'planJustification' },
    { weak: api.tls === '1.2', justified: api.tlsJustification !== undefined, key: ['api'], choice: 'tls', value: api.tls, reason: 'tlsJustification' },
    { weak: inference.capacity === 'managedInstances', justified: inference.capacityJustification !== undefined, key: ['inference'], choice: 'capacity', value: inference.capacity, reason: 'capacityJustification' },
  ].flatMap(({ weak, justified, key, choice, value, reason }) => {
    if (weak && !justified) return [{ code: 'JustificationMissing', key: [...key, choice], what: 'the weaker choice needs a justification', got: value, fix: `add ${[...key, reason].join('.')} with reason, owner and expires, or leave ${choice} at its default` }];
    if (!weak && justified) return [{ code: 'JustificationUnused', key: [...key, reason], what: `nothing is weakened: ${choice} is ${value}`, fix: 'remove the justification' }];
    return [];
  });

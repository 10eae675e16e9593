import type { MaskVault, PiiFinding } from '../core/ports';
import type { Verdict } from '../core/verdict';
import { isSecretType } from '../pii/types';
import type { Parts } from './parts';

/** Applies `pii.toModel` to texts and remembers what was found. */
export function createPiiJudge({ settings: { pii: policy }, pii }: Parts): { mask(vault: MaskVault, text: string, at: string): string; verdict(): Verdict | undefined } {
  const reasons: Record<string, number> = {};
  const allowed = new Set(policy.allowTypes);
  let where: string | undefined;
  const relevant = (text: string): readonly PiiFinding[] => {
    if (policy.toModel === 'allow') return [];
    const findings = policy.names === 'mask' ? pii.all(text) : pii.structured(text);
    return findings.filter(({ type }) => !allowed.has(type) || isSecretType(type));
  };
  return {
    mask: (vault, text, at) => {
      const findings = relevant(text);
      // Also without findings: what looks like a placeholder must not become one.
      if (findings.length === 0) return vault.mask(text, findings);
      where ??= at;
      for (const { type } of findings) reasons[type] = (reasons[type] ?? 0) + 1;
      return policy.toModel === 'block' ? text : vault.mask(text, findings);
    },
    verdict: () => (where === undefined ? undefined : { guard: 'pii-input', action: policy.toModel === 'block' ? 'deny' : 'changed', reasons, at: where }),
  };
}

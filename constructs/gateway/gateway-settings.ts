import type { Justification } from '../core/justification';

/** A guard of the gateway that its settings weaken. */
export interface WeakenedSetting {
  /** `GatewayPiiToModel` for the setting `pii.toModel`. */
  readonly control: string;
  readonly justification: Justification;
}

/** Where settings say `weakenedTo`, with why, by whom and until when: the report lists them with all other weakenings. What is incomplete is left to the container, which refuses it. */
export function weakenedSettings(settings: unknown, path = 'Gateway'): WeakenedSetting[] {
  if (typeof settings !== 'object' || settings === null) return [];
  const { weakenedTo, reason, owner, expires }: Record<string, unknown> = Object.fromEntries(Object.entries(settings));
  if (weakenedTo !== undefined) {
    return typeof reason === 'string' && typeof owner === 'string' && typeof expires === 'string' ? [{ control: path, justification: { reason, owner, expires } }] : [];
  }
  return Object.entries(settings).flatMap(([key, value]) => weakenedSettings(value, `${path}${key.charAt(0).toUpperCase()}${key.slice(1)}`));
}

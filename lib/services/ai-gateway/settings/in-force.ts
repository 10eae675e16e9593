import { inForce } from './choice';
import type { Choice, GatewayConfig } from './schema';

/** A configuration with every choice replaced by what holds today. */
export type InForce<T> = T extends Choice<infer Value> ? Value : T extends readonly (infer Item)[] ? readonly InForce<Item>[] : T extends object ? { readonly [Key in keyof T]: InForce<T[Key]> } : T;

export type GatewaySettings = InForce<GatewayConfig>;

/** A guard that is weaker than its default, or was until its exception ended. */
export interface Weakening {
  /** Where it stands: `pii.toModel`. */
  readonly at: string;
  readonly value: string;
  readonly expires: string;
  readonly expired: boolean;
}

/** Settles every choice of the configuration by today's date, and lists the weak ones for the log. */
export function settingsInForce(config: GatewayConfig, today: string): { readonly settings: GatewaySettings; readonly weakenings: readonly Weakening[] } {
  const weakenings: Weakening[] = [];
  const settle = (value: unknown, at: string): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown, index) => settle(item, `${at}[${index}]`));
    if (typeof value !== 'object' || value === null) return value;
    if (isChoice(value)) {
      const settled = inForce(value, today);
      if (value.expires !== undefined) weakenings.push({ at, value: value.value, expires: value.expires, expired: settled !== value.value });
      return settled;
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, settle(item, at === '' ? key : `${at}.${key}`)]));
  };
  return { settings: settle(config, '') as GatewaySettings, weakenings };
}

function isChoice(value: object): value is Choice<string> {
  return 'value' in value && 'fallback' in value && 'expires' in value && Object.keys(value).length === 3;
}

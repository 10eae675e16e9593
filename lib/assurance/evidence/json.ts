import type { Dossier } from './dossier';

/** Any data as JSON text: maps become objects, whole numbers beyond the safe range text, and file names relative. */
export function toJson({ places }: Pick<Dossier, 'places'>, value: unknown): string {
  return `${JSON.stringify(value, (_, item: unknown) => plain(item, places.text), 2)}\n`;
}

function plain(item: unknown, text: (text: string) => string): unknown {
  if (typeof item === 'string') return text(item);
  if (typeof item === 'bigint') return String(item);
  return item instanceof Map ? Object.fromEntries(item) : item;
}

/** Everything that was asked and answered, for other programs. */
export function checksJson(dossier: Dossier): string {
  const { title, today, catalogue, counts, checks, controls, templates, verification, weakenings } = dossier;
  return toJson(dossier, {
    format: 'secure-ai/checks', version: 1, title, today, catalogue: catalogue.version, counts, templates,
    controls: controls.map(({ control, standing, checks: own, elsewhere }) => ({ id: control.id, standing, checks: own.map(({ key }) => key), notAssertedHere: elsewhere })),
    checks: checks.map(({ check, key, standing, expired }) => ({ key, standing, ...(expired ? { acknowledgementExpired: true } : {}), ...check })),
    assumptions: verification.assumptions, unresolved: verification.unresolved, staleAcknowledgements: verification.stale,
    weakenings: weakenings.map(({ what, expired }) => ({ ...what, expired })),
  });
}

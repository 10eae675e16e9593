import { z } from 'zod';
import type { PiiFinder, PiiFinding } from '../core/ports';
import { redact } from './vault';

const line = z.union([z.string().transform((text) => ({ text })), z.object({ text: z.string() })]);

export interface MaskedLine {
  readonly masked: string;
  /** Types, places and scores; no content. */
  readonly findings: readonly PiiFinding[];
}

/** Masks one line of JSON: a string, or an object with `text`. Throws an Error that names the line's number, never what it holds. */
function maskLine(json: string, number: number, finder: PiiFinder): MaskedLine {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error(`line ${number} is not JSON`);
  }
  const parsed = line.safeParse(value);
  if (!parsed.success) throw new Error(`line ${number} is neither a string nor an object with "text"`);
  const findings = finder.all(parsed.data.text);
  return { masked: redact(parsed.data.text, findings), findings };
}

/** Masks JSON lines one by one; each result is one line of JSON. Empty lines are passed over. */
export async function* maskLines(lines: AsyncIterable<string> | Iterable<string>, finder: PiiFinder): AsyncGenerator<string> {
  let number = 0;
  for await (const json of lines) {
    number++;
    if (json.trim() !== '') yield JSON.stringify(maskLine(json, number, finder));
  }
}

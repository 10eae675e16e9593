import { refuse, type RefusalCode } from './refusal';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Strict UTF-8 and JSON: a damaged byte is refused rather than replaced. */
export function parseJson(bytes: Buffer, code: RefusalCode = 'ModelBundleMalformed'): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as unknown;
  } catch {
    return refuse(code, 'the bytes must be JSON in UTF-8');
  }
}

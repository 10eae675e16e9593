import { isUnknown, loneSymbol, type Value } from '../../template';
import type { Step } from '../../verdict';

/** A document that is written as JSON text, or as what the text would hold. */
export function policyDocument(value: Value | undefined): { readonly value: Value } | Step {
  if (value === undefined || value === null) return { code: 'DocumentMissing' };
  if (isUnknown(value)) return value.cause;
  if (typeof value !== 'string') return { value };
  if (loneSymbol(value) !== undefined) return { code: 'DocumentNotTold', text: value };
  try {
    return { value: parsed(value) };
  } catch (error) {
    if (error instanceof SyntaxError) return { code: 'DocumentNotJson', message: error.message };
    throw error;
  }
}

function parsed(text: string): Value {
  return JSON.parse(text);
}

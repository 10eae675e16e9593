import type { Choice } from './schema';

/** What holds today: a weak value after its last day has given way to the default. */
export function inForce<Value extends string>(choice: Choice<Value>, today: string): Value {
  return choice.expires !== undefined && choice.expires < today ? choice.fallback : choice.value;
}

/** Where the trail tells of its own faults; the shape of Telemetry's `event`. Nothing told here holds content. */
export type Report = (level: 'info' | 'warn' | 'error', event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Name and code of an error. Its message stays away: messages of parsers and clients may quote what they were given. */
export function faultOf(cause: unknown): { readonly error: string; readonly errorCode?: string } {
  if (!(cause instanceof Error)) return { error: typeof cause };
  return { error: cause.name, ...('code' in cause && typeof cause.code === 'string' ? { errorCode: cause.code } : {}) };
}

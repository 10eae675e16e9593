/** How the trail behaves. Sizes are bounds, not reservations. */
export interface AuditSettings {
  /** refuse: a record that cannot be written fails its request. spool: it waits in memory, within bounds. */
  readonly whenUnavailable: 'refuse' | 'spool';
  /** Records that may wait in memory while the sink is away. */
  readonly spoolRecords: number;
  /** Bytes that may wait in memory, sink away or not. @default 64 MiB */
  readonly queueBytes?: number;
  /** Records that may wait while the sink works. @default 4096 */
  readonly queueRecords?: number;
  /** Largest batch. @default 512 records */
  readonly batchRecords?: number;
  /** Largest batch, unless one record alone is larger. @default 4 MiB */
  readonly batchBytes?: number;
  /** Records that one data key seals. @default 10000 */
  readonly dataKeyRecords?: number;
  /** How long one data key is used. @default 60 */
  readonly dataKeyMinutes?: number;
  /** Tries in a row after which the sink, or the provider of data keys, counts as away. @default 3 */
  readonly attempts?: number;
  /** Pause after the first failure; it doubles with each further one, up to `retryMaxMilliseconds`. @default 50 */
  readonly retryMilliseconds?: number;
  /** @default 5000 */
  readonly retryMaxMilliseconds?: number;
  /** A single write that takes longer makes the sink count as away until it ends. @default 10000 */
  readonly stallMilliseconds?: number;
  /** How long `close` goes on trying. @default 20000 */
  readonly closeMilliseconds?: number;
}

export function withDefaults(settings: AuditSettings): Required<AuditSettings> {
  return {
    whenUnavailable: settings.whenUnavailable,
    spoolRecords: settings.spoolRecords,
    queueBytes: settings.queueBytes ?? 64 * 2 ** 20,
    queueRecords: settings.queueRecords ?? 4_096,
    batchRecords: settings.batchRecords ?? 512,
    batchBytes: settings.batchBytes ?? 4 * 2 ** 20,
    dataKeyRecords: settings.dataKeyRecords ?? 10_000,
    dataKeyMinutes: settings.dataKeyMinutes ?? 60,
    attempts: settings.attempts ?? 3,
    retryMilliseconds: settings.retryMilliseconds ?? 50,
    retryMaxMilliseconds: settings.retryMaxMilliseconds ?? 5_000,
    stallMilliseconds: settings.stallMilliseconds ?? 10_000,
    closeMilliseconds: settings.closeMilliseconds ?? 20_000,
  };
}

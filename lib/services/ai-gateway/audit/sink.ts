import type { ChainHead } from './record-line';

/** Records that go out together, in the order of their chain. */
export interface SealedBatch {
  readonly chain: string;
  /** Of the first record. */
  readonly sequence: number;
  /** When the first record was sealed, ISO 8601. */
  readonly time: string;
  readonly records: number;
  /** Lines of ASCII. The same batch has the same text each time it is tried. */
  readonly text: string;
}

/** Where records are kept. One batch at a time is written, and after a failure the same one again before any other. */
export interface AuditSink {
  /** Resolves once the batch is where it cannot be lost. What a failed try has left behind is undone or completed by the next one. */
  write(batch: SealedBatch): Promise<void>;
  /** The last record that is there, of the chain that began last: the link to it is how a chain that vanishes is noticed. @default - not known */
  readonly lastHead?: () => Promise<ChainHead | undefined>;
  close(): Promise<void>;
}

import type { AuditRecord } from '../core/ports';
import type { AuditKeys } from './keys';
import { parseLine, type ParsedLine, type RecordHeader } from './record-line';
import { openSealed } from './seal';

/** Data keys that are kept while a trail is read: one serves thousands of records. */
const REMEMBERED_KEYS = 256;

/** What a line sealed. */
export type OpenedLine =
  | { readonly kind: 'record'; readonly header: RecordHeader; readonly record: AuditRecord }
  | { readonly kind: 'start' | 'end' | 'withdrawn'; readonly header: RecordHeader; readonly payload: unknown };

/** Opens records, one KMS call for each data key. */
export interface RecordOpener {
  /** Undefined when the record was not sealed with these keys at this place. Throws when the keys cannot be asked. */
  open(line: ParsedLine): Promise<OpenedLine | undefined>;
}

export function createRecordOpener(keys: AuditKeys): RecordOpener {
  const dataKeys = new Map<string, Buffer | undefined>();
  const dataKeyOf = async ({ chain, key, wrapped }: RecordHeader): Promise<Buffer | undefined> => {
    const name = `${chain} ${key} ${wrapped}`;
    if (!dataKeys.has(name)) {
      const dataKey = await keys.unwrap(Buffer.from(wrapped, 'base64'), key, chain);
      if (dataKeys.size >= REMEMBERED_KEYS) dataKeys.clear();
      dataKeys.set(name, dataKey);
    }
    return dataKeys.get(name);
  };
  return {
    open: async (line) => {
      const dataKey = await dataKeyOf(line.header);
      const text = dataKey === undefined ? undefined : openSealed(line, dataKey);
      if (text === undefined) return undefined;
      const { header } = line;
      const payload: unknown = JSON.parse(text);
      if (header.kind !== 'record') return { kind: header.kind, header, payload };
      return isAuditRecord(payload) ? { kind: 'record', header, record: payload } : undefined;
    },
  };
}

/** Opens one record of a request by its line. Undefined when the line is not as it was written, is no record of a request, or belongs to other keys. */
export async function openRecord(line: string, keys: AuditKeys): Promise<AuditRecord | undefined> {
  const parsed = parseLine(Buffer.from(line.endsWith('\n') ? line.slice(0, -1) : line, 'latin1'));
  if (parsed === undefined) return undefined;
  const opened = await createRecordOpener(keys).open(parsed);
  return opened?.kind === 'record' ? opened.record : undefined;
}

/** What was sealed is what the gateway wrote, so its outline is enough to know it by. */
function isAuditRecord(value: unknown): value is AuditRecord {
  if (typeof value !== 'object' || value === null || !('phase' in value) || !('summary' in value) || !('content' in value)) return false;
  const { phase, summary, content } = value;
  return (phase === 'opened' || phase === 'completed') && typeof summary === 'object' && summary !== null && 'requestId' in summary && typeof content === 'object' && content !== null;
}

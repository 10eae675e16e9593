import { createHash } from 'node:crypto';
import { MAX_DIMENSIONS, SINGLE_PRECISION_DIMENSIONS } from '../../../contract/vector-store';

/** One step of the schema. */
export interface Migration {
  /** Number and purpose; unique, and sorts in the order of application. */
  readonly name: string;
  /** One SQL statement each: the Data API takes no more in a call. `{{type}}` and `{{dimensions}}` stand for the embedding's type. */
  readonly statements: readonly string[];
}

/** The type of the embedding column. */
export interface EmbeddingType {
  /** `vector` holds 4-byte, `halfvec` 2-byte numbers. */
  readonly type: 'vector' | 'halfvec';
  readonly dimensions: number;
}

/** Single precision as long as pgvector can index it, half precision above. */
export function embeddingType(dimensions: number): EmbeddingType {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
    throw new RangeError(`an embedding must have 1 to ${MAX_DIMENSIONS} dimensions, got ${dimensions}`);
  }
  return { type: dimensions <= SINGLE_PRECISION_DIMENSIONS ? 'vector' : 'halfvec', dimensions };
}

/** The statements for one type of embedding. Only a name of ours and a number are put in, so there is nothing to escape. */
export function render(migration: Migration, embedding: EmbeddingType): string[] {
  return migration.statements.map((statement) => statement.replaceAll('{{type}}', embedding.type).replaceAll('{{dimensions}}', String(embedding.dimensions)));
}

/** SHA-256 of the statements as they are written, the same for every number of dimensions. */
export function checksum(migration: Migration): string {
  return createHash('sha256').update(JSON.stringify(migration.statements)).digest('hex');
}

/** `<name> <checksum>`, as listed in lib/contract/vector-store.ts. */
export function fingerprint(migration: Migration): string {
  return `${migration.name} ${checksum(migration)}`;
}

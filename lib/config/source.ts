import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseAllDocuments, visit, type Document, type Node } from 'yaml';
import type { Problem } from '../contract/platform-error';

/** Keys and indices from the root of the file to a value. */
export type KeyPath = readonly (string | number)[];

const MAXIMUM_BYTES = 128 * 1024;

/** A configuration file that was read, with the place of every key. */
export interface ConfigSource {
  /** What the file says, without keys that are empty. */
  readonly value: unknown;
  /** `network.cidr (config/dev.yaml:12:3)`; the nearest key that exists when the path itself does not. */
  where(path: KeyPath): string;
}

export type ParsedSource = { readonly source: ConfigSource } | { readonly problems: readonly Problem[] };

/** Reads YAML 1.2 as data only: one document, no duplicate keys, no aliases or tags, so that what a reader sees is what is meant. */
export function parseSource(text: string, file: string): ParsedSource {
  if (Buffer.byteLength(text) > MAXIMUM_BYTES) return refused(file, 'ConfigTooLarge', 'the configuration must be at most 128 KiB', 'check that this is the configuration file', Buffer.byteLength(text));
  if (text.includes('\u0000') || text.includes('\ufffd')) return refused(file, 'ConfigNotText', 'the configuration must be text in UTF-8', 'check that this is the configuration file');
  const lines = new LineCounter();
  const documents = parseDocuments(text, lines);
  if (documents === undefined) return refused(file, 'ConfigNestedTooDeep', 'the configuration must not be nested that deeply', 'check that this is the configuration file');
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const problems: Problem[] = [];
  for (const document of documents) {
    for (const trouble of [...document.errors, ...document.warnings]) problems.push(yamlProblem(trouble.code, trouble.message, place(trouble.pos[0])));
    visit(document, {
      Alias: (_key, alias) => void problems.push({ code: 'ConfigAlias', what: 'aliases are not read', got: `*${alias.source}`, where: place(alias.range?.[0] ?? 0), fix: 'write the value out' }),
    });
  }
  if (problems.length > 0) return { problems };
  const [document, ...more] = documents;
  if (more.length > 0) return refused(file, 'ConfigSeveralDocuments', 'the file must hold one document', 'remove what follows the second ---', documents.length);
  if (document === undefined || document.contents === null || (isScalar(document.contents) && document.contents.value === null)) return refused(file, 'ConfigEmpty', 'the configuration is empty', 'start from config/dev.yaml');
  if (!isMap(document.contents)) return refused(file, 'ConfigNotMap', 'the configuration must be keys and values', 'start from config/dev.yaml');
  return { source: { value: withoutEmpty(document.toJS({ maxAliasCount: 0 })), where: (path) => `${render(path)} (${place(offsetOf(document, path))})` } };
}

/** `tenants[0].id` */
export function render(path: KeyPath): string {
  if (path.length === 0) return 'the file';
  return path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`), '');
}

function parseDocuments(text: string, lines: LineCounter): Document.Parsed[] | undefined {
  try {
    const documents = parseAllDocuments(text, { version: '1.2', schema: 'core', uniqueKeys: true, strict: true, prettyErrors: false, lineCounter: lines });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the parser recurses into what is nested
    throw error;
  }
}

function yamlProblem(code: string, message: string, where: string): Problem {
  if (code === 'DUPLICATE_KEY') return { code: 'ConfigDuplicateKey', what: 'a key must stand once', where, fix: 'remove one of the two' };
  if (code === 'TAG_RESOLVE_FAILED') return { code: 'ConfigTag', what: 'tags are not read', got: message, where, fix: 'write the value without !tag' };
  return { code: 'ConfigNotYaml', what: 'the file must be YAML', got: message.replace(/\s+/g, ' ').slice(0, 160), where, fix: 'mend the line; indentation and a space after each colon matter' };
}

/** An empty key (`tags:` with every line below it commented out) says nothing and counts as absent. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutEmpty(inner)]])));
}

/** Offset of the key (or list item) that the path names, or of the nearest one above it. */
function offsetOf(document: Document.Parsed, path: KeyPath): number {
  let node: unknown = document.contents;
  let found = document.contents?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined || !isNode(pair.key)) return found;
      found = start(pair.key) ?? found;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      if (!isNode(node)) return found;
      found = start(node) ?? found;
    } else {
      return found;
    }
  }
  return found;
}

function start(node: Node): number | undefined {
  return isAlias(node) ? undefined : node.range?.[0];
}

function refused(file: string, code: string, what: string, fix: string, got?: unknown): ParsedSource {
  return { problems: [{ code, what, got, where: file, fix }] };
}

import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser, type Document, type Node as YamlNode, type ParsedNode, type Scalar, type YAMLMap } from 'yaml';
import { duplicateKey, LIMITS, numberOrText, ReadBudget, type Entry, type Node, type Source } from './source';

/** `!Ref` and `!Condition` are keys of their own; every other short tag is `Fn::<name>`. */
const SHORT_TAGS = new Set(['Ref', 'Condition', 'Sub', 'GetAtt', 'Join', 'If', 'FindInMap', 'Select', 'Split', 'ImportValue', 'Base64', 'Cidr', 'GetAZs', 'Transform', 'And', 'Or', 'Not', 'Equals',
  'Length', 'ToJsonString', 'GetStackOutput', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'RefAll', 'ValueOf', 'ValueOfAll', 'Implies']);
const TRUE = /^(?:yes|true|on)$/i;
const FALSE = /^(?:no|false|off)$/i;
const NULL = /^(?:~|null)?$/i;
const STANDARD = 'tag:yaml.org,2002:';

/** YAML as CloudFormation reads it: version 1.1 booleans, dates as text, short tags, no duplicate keys. Aliases are written out within the budget. */
export function readYaml(source: Source): Node {
  const document = compose(source);
  const [error] = document.errors;
  if (error !== undefined) source.fail('InvalidYaml', firstLine(error.message), error.pos[0], 'correct the YAML');
  if (document.contents === null) source.fail('NotATemplate', 'a template must not be empty', 0, 'write a map with Resources');
  return new YamlReader(source).read(document.contents);
}

/** Tokens first: the composer recurses, so depth and length are checked before it runs. */
function compose(source: Source): Document.Parsed {
  const parser = new Parser();
  const tokens = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
    count += 1;
    if (count > LIMITS.nodes * 8) source.fail('TemplateTooLarge', `a template must have at most ${LIMITS.nodes} values`, 0, 'split the template');
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > LIMITS.depth * 2) source.fail('TemplateTooDeep', `a template must be nested at most ${LIMITS.depth} deep`, parser.offset, 'flatten it');
  }
  for (const token of parser.end()) tokens.push(token);
  // duplicate keys are checked in YamlReader, by a set: the library compares each key with each other
  const composer = new Composer({ version: '1.2', schema: 'failsafe', uniqueKeys: false, logLevel: 'silent', prettyErrors: false, strict: true });
  const documents = [...composer.compose(tokens, true, source.text.length)];
  const [document] = documents;
  if (document === undefined) return source.fail('NotATemplate', 'a template must not be empty', 0, 'write a map with Resources');
  if (documents.length > 1) source.fail('SeveralDocuments', 'a file must hold one YAML document', documents[1]?.range[0] ?? 0, 'write one file for each template');
  return document;
}

class YamlReader {
  private readonly budget: ReadBudget;
  private readonly open = new Set<YamlNode>();
  private readonly anchors = new Map<string, YamlNode>();

  constructor(private readonly source: Source) {
    this.budget = new ReadBudget(source);
  }

  read(node: ParsedNode): Node {
    return this.node(node, 1);
  }

  private node(node: unknown, depth: number, fallback = 0): Node {
    const at = offsetOf(node) ?? fallback;
    this.budget.spend(depth, at);
    if (node === null || node === undefined) return { kind: 'scalar', value: null, at };
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (target === undefined) return this.source.fail('UnknownAlias', `alias '*${node.source}' must name an anchor above it`, at, 'write the anchor');
      return this.node(target, depth, at);
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return this.source.fail('InvalidYaml', 'a value must be a text, a list or a map', at, 'correct the YAML');
    if (this.open.has(node)) return this.source.fail('AliasCycle', 'an anchor must not contain an alias to itself', at, 'write the value out');
    this.open.add(node);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    const plain = isScalar(node) ? this.scalar(node, at) : isSeq(node) ? this.list(node.items, depth, at) : this.map(node, depth, at);
    this.open.delete(node);
    return this.tagged(node.tag, plain, at);
  }

  private scalar(node: Scalar, at: number): Node {
    const text = String(node.value ?? '');
    const untagged = node.tag === undefined || (node.tag.startsWith(STANDARD) && node.tag !== `${STANDARD}str`);
    return { kind: 'scalar', value: node.type === 'PLAIN' && untagged ? plainValue(text) : text, at };
  }

  private list(items: readonly unknown[], depth: number, at: number): Node {
    return { kind: 'list', items: items.map((item) => this.node(item, depth + 1, at)), at };
  }

  private map(node: YAMLMap, depth: number, at: number): Node {
    const entries = new Map<string, Entry>();
    const merged = new Map<string, Entry>();
    for (const pair of node.items) {
      const keyAt = offsetOf(pair.key) ?? at;
      if (!isScalar(pair.key)) return this.source.fail('InvalidKey', 'a key must be a text', keyAt, 'write a plain key');
      const key = String(pair.key.value ?? '');
      const value = this.node(pair.value, depth + 1, keyAt);
      if (key === '<<' && pair.key.type === 'PLAIN') this.merge(value, merged);
      else if (entries.has(key)) duplicateKey(this.source, key, keyAt);
      else entries.set(key, { at: keyAt, value });
    }
    for (const [key, entry] of merged) if (!entries.has(key)) entries.set(key, entry);
    return { kind: 'map', entries, at };
  }

  private merge(value: Node, into: Map<string, Entry>): void {
    for (const source of value.kind === 'list' ? value.items : [value]) {
      if (source.kind !== 'map') this.source.fail('InvalidMerge', "'<<' must be given a map or a list of maps", value.at, 'write the keys out');
      else for (const [key, entry] of source.entries) if (!into.has(key)) into.set(key, entry);
    }
  }

  private tagged(tag: string | undefined, node: Node, at: number): Node {
    if (tag === undefined || tag.startsWith(STANDARD) || tag === '!') return node;
    const name = tag.replace(/^!/, '');
    if (!SHORT_TAGS.has(name)) return this.source.fail('UnknownTag', `'${tag}' must be a short tag of CloudFormation`, at, 'write the function out (Fn::…) or remove the tag');
    const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
    return { kind: 'map', entries: new Map([[key, { at, value: key === 'Fn::GetAtt' ? dotted(node) : node }]]), at };
  }
}

/** `!GetAtt Bucket.Arn` names the resource before the first dot. */
function dotted(node: Node): Node {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  const dot = node.value.indexOf('.');
  const parts = dot < 0 ? [node.value] : [node.value.slice(0, dot), node.value.slice(dot + 1)];
  return { kind: 'list', items: parts.map((value) => ({ kind: 'scalar', value, at: node.at })), at: node.at };
}

function plainValue(text: string): string | number | boolean | null {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  return numberOrText(text);
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/^./, (letter) => letter.toLowerCase());
}

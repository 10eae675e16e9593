import { inTwoStates, one } from './resources';
import { ruleNamed, ruleTable, type RuleTable } from './rule-table';

/** Of a rule about properties of one resource, in flow style: what is right, what is wrong, what cannot be told. */
export interface PropertyCases extends Partial<RuleTable> {
  readonly type: string;
  readonly good: readonly string[];
  readonly bad: readonly string[];
  /** @default the first good text, with its first value imported from elsewhere */
  readonly open?: readonly string[];
}

/** Each text is a case; a resource that is right in one state and wrong in another is wrong. */
export function propertyTables(tables: { readonly [id: string]: PropertyCases }): void {
  for (const [id, { type, good, bad, open = good.slice(0, 1).map(opened), pass, fail, unknown, skip }] of Object.entries(tables)) {
    const named = (texts: readonly string[]): { readonly [name: string]: string } => Object.fromEntries(texts.map((text) => [text === '' ? 'nothing' : text, one(type, text)]));
    const [right] = good.filter((text) => text !== '');
    ruleTable(ruleNamed(id), {
      pass: { ...named(good), ...pass },
      fail: {
        ...named(bad),
        ...(right === undefined || bad.length === 0 ? {} : { 'one of two states only': inTwoStates(`A: {Type: '${type}', Properties: {${conditional(right, bad[0] ?? '')}}}`) }),
        ...fail,
      },
      unknown: { ...named(open), ...unknown },
      ...(skip === undefined ? {} : { skip }),
    });
  }
}

/** `K: v` becomes `K: <imported>` where `v` is the first scalar. */
function opened(text: string): string {
  return text.replace(/: ('[^']*'|[^,{}[\]]+)(?=[,}\]]|$)/, ': !ImportValue x');
}

/** The right properties where `Strict` holds, the wrong ones otherwise. */
function conditional(right: string, wrong: string): string {
  const of = (text: string): ReadonlyMap<string, string> => new Map(topLevel(text).map((member): [string, string] => [
    member.slice(0, member.indexOf(':')),
    member.slice(member.indexOf(':') + 1).trim(),
  ]));
  const [good, bad] = [of(right), of(wrong)];
  return [...new Set([...good.keys(), ...bad.keys()])].map((key) => `${key}: !If [Strict, ${good.get(key) ?? "!Ref 'AWS::NoValue'"}, ${bad.get(key) ?? "!Ref 'AWS::NoValue'"}]`).join(', ');
}

/** Members of a flow map, cut at commas outside brackets. */
function topLevel(text: string): readonly string[] {
  const members: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [index, letter] of [...text].entries()) {
    if ('{['.includes(letter)) depth += 1;
    if ('}]'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0) {
      members.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === '' ? members : [...members, last];
}

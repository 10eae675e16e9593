import { child, scalarText, Source, type Node } from '../../../lib/assurance/template/source';
import { templateOf, type Template } from '../../../lib/assurance/template/template';
import { readYaml } from '../../../lib/assurance/template/yaml';
import { completed } from './pieces';

export type Expectation = 'PASS' | 'FAIL' | 'SKIP';

/** One test of Guard's registry: a template, or a piece of one, and what its rules say of it. */
export interface GuardTest {
  readonly file: string;
  /** Position in the file, from 1. */
  readonly index: number;
  readonly name: string;
  readonly expectations: { readonly [guardRule: string]: Expectation };
  /** Rules, by Guard's name or as written for cfn_nag, that the template asks not to be judged by. */
  readonly suppressed: boolean;
  /** @throws PlatformError when the input is no template */
  readonly template: () => Template;
}

/** Tests of a file: a list of maps with `name`, `input` and `expectations.rules`. */
export function readTests(file: string, text: string): readonly GuardTest[] {
  const source = new Source(file, text);
  const root = readYaml(source);
  return (root.kind === 'list' ? root.items : []).flatMap((test, at): readonly GuardTest[] => {
    const input = child(test, 'input');
    if (input === undefined) return [];
    return [{ file, index: at + 1, name: scalarText(child(test, 'name')) ?? '', expectations: expectationsOf(child(child(test, 'expectations'), 'rules')), suppressed: suppresses(input), template: () => templateOf(completed(input), source) }];
  });
}

function expectationsOf(node: Node | undefined): GuardTest['expectations'] {
  const entries = node?.kind === 'map' ? [...node.entries] : [];
  return Object.fromEntries(entries.flatMap(([rule, { value }]) => {
    const expected = scalarText(value);
    return isExpectation(expected) ? [[rule, expected]] : [];
  }));
}

function isExpectation(text: string | undefined): text is Expectation {
  return text === 'PASS' || text === 'FAIL' || text === 'SKIP';
}

function suppresses(input: Node): boolean {
  const resources = child(input, 'Resources');
  const all = resources?.kind === 'map' ? [...resources.entries.values()].map(({ value }) => child(value, 'Metadata')) : [];
  return all.some((metadata) => child(child(metadata, 'guard'), 'SuppressedRules') !== undefined || ['cfn_nag', 'cfn-nag'].some((tool) => child(child(metadata, tool), 'rules_to_suppress') !== undefined));
}

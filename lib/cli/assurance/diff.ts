import { diffPosture, renderDiff } from '../../assurance/posture';
import { facts, loadAssembly } from '../../assurance/template';
import { EXIT, type Command } from '../command';
import { factsOptionsOf, formatOf, TEMPLATE_OPTIONS } from './input';

/** `secure-ai diff`: what a change lets happen that could not happen before, and the reverse. */
export function diffCommand(): Command {
  return {
    words: ['diff'],
    summary: 'Tells what became more permissive from one assembly or template to another, and what less, with witnesses',
    positionals: ['<before>', '<after>'],
    options: { ...TEMPLATE_OPTIONS, strict: { describe: 'something that cannot be told fails as well' }, format: { value: '<format>', describe: 'text or json; default text' } },
    notes: ['secure-ai diff main/cdk.out cdk.out', 'Exit code 0: nothing became more permissive; 1: something did; 2: wrong input.'],
    run: async (input, terminal) => {
      const format = formatOf(input, ['text', 'json']);
      const options = factsOptionsOf(input);
      const [before, after] = input.positionals.map((path) => facts(loadAssembly(path), options));
      if (before === undefined || after === undefined) return EXIT.badInput;
      const diff = diffPosture(before, after);
      terminal.out(format === 'json' ? JSON.stringify(diff, undefined, 2) : renderDiff(diff).trimEnd());
      return diff.more.length > 0 || (input.flag('strict') && diff.unknown.length > 0) ? EXIT.refused : EXIT.ok;
    },
  };
}

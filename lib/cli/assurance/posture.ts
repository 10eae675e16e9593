import { posture, renderPosture } from '../../assurance/posture';
import { facts } from '../../assurance/template';
import { EXIT, type Command } from '../command';
import { factsOptionsOf, formatOf, TEMPLATE_OPTIONS, templatesOf } from './input';

/** `secure-ai posture`: the account that reviewers compare. */
export function postureCommand(): Command {
  return {
    words: ['posture'],
    summary: 'Shows who may do what, who reaches what, and what is encrypted with which key',
    repeated: '<path…>',
    options: { ...TEMPLATE_OPTIONS, format: { value: '<format>', describe: 'text or json; default text' } },
    notes: ['secure-ai posture cdk.out > posture.txt', 'Sorted and free of generated ids: made for review in a pull request.'],
    run: async (input, terminal) => {
      const format = formatOf(input, ['text', 'json']);
      const found = posture(facts(templatesOf(input), factsOptionsOf(input)));
      terminal.out(format === 'json' ? JSON.stringify(found, undefined, 2) : renderPosture(found).trimEnd());
      return EXIT.ok;
    },
  };
}

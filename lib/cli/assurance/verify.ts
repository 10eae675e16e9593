import { renderJson, renderSarif } from '../../assurance/evidence';
import type { Command } from '../command';
import { CHECK_OPTIONS, formatOf } from './input';
import { exitOf, verified } from './judge';
import { renderVerification } from './text';
import { packageVersion } from './version';

/** `secure-ai verify`: rules and requirements on any template. */
export function verifyCommand(): Command {
  return {
    words: ['verify'],
    summary: 'Judges cloud assemblies and CloudFormation templates: proved, refuted with a witness, or unknown with its cause',
    repeated: '<path…>',
    options: { ...CHECK_OPTIONS, format: { value: '<format>', describe: 'text, json or sarif; default text' }, all: { describe: 'text: shows what is proved as well' } },
    notes: ['secure-ai verify cdk.out', 'secure-ai verify template.yaml --pack data --pack network --strict', 'Exit code 0: nothing refuted; 1: refuted; 2: wrong input.'],
    run: async (input, terminal) => {
      const format = formatOf(input, ['text', 'json', 'sarif']);
      const verification = verified(input, terminal);
      const text = format === 'json' ? renderJson(verification) : format === 'sarif' ? renderSarif(verification, { title: 'Verification', version: packageVersion() }) : renderVerification(verification, input.flag('all'));
      terminal.out(text.trimEnd());
      return exitOf(verification, input);
    },
  };
}

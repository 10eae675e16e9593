import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { evidence } from '../../assurance/evidence';
import type { Command } from '../command';
import { CHECK_OPTIONS, dayOf } from './input';
import { exitOf, verified } from './judge';
import { packageVersion } from './version';

/** `secure-ai evidence`: the verification as files for reviewers and their tools. */
export function evidenceCommand(): Command {
  return {
    words: ['evidence'],
    summary: 'Writes what was asked and answered as an HTML page, Markdown, SARIF, OSCAL assessment results and JSON',
    repeated: '<path…>',
    options: { ...CHECK_OPTIONS, out: { value: '<dir>', describe: 'folder to write into; it is made where it is not there', required: true }, title: { value: '<text>', describe: 'title of the page' } },
    notes: ['secure-ai evidence cdk.out --out evidence', 'Same input, same bytes. Exit codes as for secure-ai verify.'],
    run: async (input, terminal) => {
      const folder = input.text('out') ?? '';
      const verification = verified(input, terminal);
      for (const { name, content } of evidence(verification, { title: input.text('title') ?? 'Evidence', today: dayOf(input, terminal.now()), version: packageVersion() })) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
        terminal.out(join(folder, name));
      }
      return exitOf(verification, input);
    },
  };
}

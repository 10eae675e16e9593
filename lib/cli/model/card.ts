import { EXIT, type CommandInput, type ExitCode } from '../command';
import type { Terminal } from '../terminal';
import { readInputFile } from './files';
import { MODEL_CARD_TEMPLATE, parseModelCard } from './model-card';

export async function card(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const file = input.text('check');
  if (file === undefined) {
    terminal.out(MODEL_CARD_TEMPLATE.trimEnd());
    return EXIT.ok;
  }
  const { name, version } = parseModelCard((await readInputFile(file)).toString('utf8'), file);
  terminal.out(`card of ${name} ${version} is complete`);
  return EXIT.ok;
}

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { throwProblems } from '../../contract/platform-error';
import { createFirewall } from '../../services/ai-gateway/firewall/firewall';
import { scoreLines } from '../../services/ai-gateway/firewall/score-lines';
import { createPiiFinder } from '../../services/ai-gateway/pii/finder';
import { maskLines } from '../../services/ai-gateway/pii/mask-lines';
import { gatewayConfig } from '../../services/ai-gateway/settings/schema';
import { settingsInForce } from '../../services/ai-gateway/settings/in-force';
import { EXIT, type CommandInput, type ExitCode } from '../command';
import type { Terminal } from '../terminal';

/** Scores a file line by line with the firewall as it is by default. */
export async function scoreFile(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const { settings } = settingsInForce(gatewayConfig.parse({}), '');
  const firewall = createFirewall(settings.firewall);
  for await (const line of linesOf(input, 'secure-ai gateway score')) for (const scored of scoreLines([line], firewall)) terminal.out(scored);
  return EXIT.ok;
}

/** Masks a file line by line, names and places too. */
export async function maskFile(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  for await (const masked of maskLines(linesOf(input, 'secure-ai gateway mask'), createPiiFinder())) terminal.out(masked);
  return EXIT.ok;
}

async function* linesOf(input: CommandInput, where: string): AsyncGenerator<string> {
  const [file = ''] = input.positionals;
  const readable = await stat(file).then((found) => found.isFile() || found.isFIFO(), () => false);
  if (!readable) throwProblems([{ code: 'LinesUnreadable', what: 'the argument must be a file of JSON lines', got: file, where, fix: 'write one JSON value a line: a text, or an object with "text"' }]);
  yield* createInterface({ input: createReadStream(file), crlfDelay: Infinity });
}

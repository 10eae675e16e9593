import { formatBytes, Progress } from '../../../lib/cli/progress';
import type { Terminal } from '../../../lib/cli/terminal';

function terminal(interactive: boolean) {
  const written: string[] = [];
  let time = 0;
  const fake: Terminal = { out: () => undefined, err: (line) => written.push(line), status: (text) => written.push(`~${text}`), interactive, columns: 80, now: () => (time += 500) };
  return { fake, written };
}

test('draws a bar that fits the line where somebody watches', () => {
  const { fake, written } = terminal(true);
  const progress = new Progress(fake, 'hashing', 2_000_000_000);
  progress.update(500_000_000);
  progress.end();
  expect(written[0]).toMatch(/^~hashing █+░+ {2}25 % {2}500\.0 MB of 2\.0 GB {2}1\.0 GB\/s$/);
  expect(written[0]?.length).toBeLessThanOrEqual(80);
  expect(written.slice(1)).toEqual(['~', 'hashing 2.0 GB in 1.0 s, 2.0 GB/s']);
});

test('writes plain lines elsewhere, one a quarter', () => {
  const { fake, written } = terminal(false);
  const progress = new Progress(fake, 'hashing', 100);
  for (let bytes = 0; bytes <= 100; bytes += 5) progress.update(bytes);
  progress.end();
  expect(written).toEqual(['hashing 25 % of 100 B', 'hashing 50 % of 100 B', 'hashing 75 % of 100 B', expect.stringMatching(/^hashing 100 B in/)]);
});

test.each([[0, '0 B'], [999, '999 B'], [1000, '1.0 kB'], [1_500_000, '1.5 MB'], [2e15, '2.0 PB']])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

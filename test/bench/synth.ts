import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const RUNS = 3;

/** CPU seconds (user and system, children included) of one command, as bash measures them. */
function cpuSeconds(command: string): number {
  const printed = execFileSync('bash', ['-c', `TIMEFORMAT='%U %S'; { time ${command} >/dev/null 2>&1; } 2>&1`], { cwd: ROOT, encoding: 'utf8' });
  return printed.trim().split(/\s+/).slice(-2).map(Number).reduce((sum, seconds) => sum + seconds, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** What judging costs: `npm start` against a bare `cdk synth` of the same app without packs, in turns so that noise falls on both. Bar: 1.5. */
function main(): void {
  const out = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  const judged: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(cpuSeconds(`npx cdk synth --quiet --output ${out} --app 'node --import tsx test/bench/bare-app.ts'`));
    judged.push(cpuSeconds('npm start'));
  }
  console.log(`cdk synth without packs: ${median(bare).toFixed(1)} s CPU (median of ${RUNS}: ${bare.map((seconds) => seconds.toFixed(1)).join(', ')})`);
  console.log(`npm start:               ${median(judged).toFixed(1)} s CPU (median of ${RUNS}: ${judged.map((seconds) => seconds.toFixed(1)).join(', ')})`);
  console.log(`ratio:                   ${(median(judged) / median(bare)).toFixed(2)} (bar: at most 1.5)`);
}

main();

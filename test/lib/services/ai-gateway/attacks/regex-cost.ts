import { createContext, Script } from 'node:vm';

/** Beyond this an expression is given up: one that backtracks without end would never come back. Of the clock, so with room for a busy machine. */
const GIVE_UP_MILLISECONDS = 2_000;

interface Sandbox { regex: RegExp; text: string }

const sandbox = createContext({ regex: /x/, text: '' }) as Sandbox;
/**
 * Tried as the program would: from every place, on and on behind each match. Through a script with a time-out, for nothing else stops an expression
 * that has lost its way. A sticky one is asked at each place in turn.
 */
const run = new Script(`((regex, text) => {
  if (regex.sticky) { for (let at = 0; at < text.length;) { regex.lastIndex = at; const found = regex.test(text); at = found ? Math.max(at + 1, regex.lastIndex) : at + 1; } }
  else if (regex.global) { regex.lastIndex = 0; for (let found = regex.exec(text); found !== null; found = regex.exec(text)) if (found[0] === '') regex.lastIndex += 1; }
  else regex.test(text);
})(regex, text)`);

/** CPU that an expression takes for a text, in milliseconds; the best of some attempts, as soon as one is below the bar. Infinity where it does not come back. */
export function milliseconds(regex: RegExp, text: string, bar = 0, attempts = 3, giveUpMilliseconds = GIVE_UP_MILLISECONDS): number {
  let best = Infinity;
  sandbox.regex = regex;
  sandbox.text = text;
  for (let attempt = 0; attempt < attempts && best > bar; attempt += 1) {
    const before = process.cpuUsage();
    try {
      run.runInContext(sandbox, { timeout: giveUpMilliseconds });
    } catch {
      return Infinity;
    }
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../../../lib/assurance/iam/parse-policy';
const root = '/work/shared/data/policies/quacky';
test('q', () => {
  let n = 0; const bad: string[] = [];
  for (const f of readdirSync(root, { recursive: true }) as string[]) {
    if (!f.endsWith('.json') || f.startsWith('EXPECTED')) continue;
    n++;
    try { parsePolicy(JSON.parse(readFileSync(join(root, f), 'utf8')), f); } catch (e) { bad.push(String(e)); }
  }
  console.log(n, bad.length, bad.slice(0, 40).join('\n'));
});

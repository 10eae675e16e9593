import { judge } from './judge';
import { LIMITS, type Acknowledged, type Report } from './report';

/** Sentences that screen and page share, so that both say the same. */

/** `24 on 11 resources, by secure-ai-platform (24); next expiry 2027-11-30` */
export function acknowledgementSummary(report: Report, today: string): string {
  const all = report.acknowledgements;
  if (all.length === 0) return 'none';
  const owners = [...countBy(all, ({ owner }) => owner ?? 'nobody')].map(([owner, count]) => `${owner} (${count})`).join(', ');
  const resources = new Set(all.map(({ path }) => path)).size;
  const expiries = all.flatMap(({ expires }) => (expires === undefined || expires < today ? [] : [expires])).sort();
  return `${all.length} on ${resources} ${resources === 1 ? 'resource' : 'resources'}, by ${owners}${expiries[0] === undefined ? '' : `; next expiry ${expiries[0]}`}`;
}

export function nextCommand(report: Report, today: string): { readonly command: string; readonly why: string } {
  return judge(report, today).exitCode === 0
    ? { command: 'npx cdk deploy --all', why: 'with credentials of an account that is bootstrapped (npx cdk bootstrap)' }
    : { command: 'npm start', why: 'again, when what is open is mended' };
}

/** How full a stack is, by the limit that it is nearer to. */
export function fill(resources: number, bytes: number): number {
  return Math.max(resources / LIMITS.resources, bytes / LIMITS.bytes);
}

export function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024)}`;
}

export function dollars(amount: number): string {
  return amount.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
}

/** Acknowledgements with the same reason at the same resource, as one. */
export function groupedAcknowledgements(acknowledged: readonly Acknowledged[]): (Acknowledged & { readonly ids: readonly string[] })[] {
  const groups = new Map<string, Acknowledged & { readonly ids: readonly string[] }>();
  for (const entry of acknowledged) {
    const key = JSON.stringify([entry.path, entry.reason, entry.owner, entry.expires]);
    const group = groups.get(key);
    groups.set(key, { ...entry, ids: [...(group?.ids ?? []), entry.id], resources: [...new Set([...(group?.resources ?? []), ...entry.resources])] });
  }
  return [...groups.values()];
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

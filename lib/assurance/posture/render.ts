import type { Exposure } from './exposure';
import type { Grant } from './grant';
import type { Posture, WayToMore } from './posture';
import type { Reach } from './reach';
import { shortened } from './wording';

const WIDTH = 170;

/** The posture as text, made to be compared line by line. */
export function renderPosture(posture: Posture): string {
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['Who may do what', byHolder(posture)],
    ['What the policies of resources say', posture.resourceGrants.flatMap(grantLines)],
    ['Who can take which role', [...posture.trust.flatMap(trustLines), ...posture.chains.flatMap(({ from, to, via, certain }) => wrapped(`${from} -> ${to}`, [...viaParts(via), ...perhaps(certain)]))]],
    ['Who can get more rights', posture.waysToMore.flatMap(wayLines)],
    ['Who reaches what', [...posture.reach.flatMap(reachLines), ...(posture.onInternet.length === 0 ? [] : wrapped('on the internet, outside of any VPC:', listParts(posture.onInternet)))]],
    ['What is encrypted with which key', posture.encryption.flatMap(({ key, resources }) => wrapped(`${key}:`, listParts(resources)))],
    ['What strangers can get at', posture.exposure.flatMap(exposureLines)],
    ['What could not be told', posture.notTold.flatMap(({ code, at }) => wrapped(`${code}:`, listParts(at)))],
  ];
  return sections.map(([title, lines]) => `${title}\n${(lines.length === 0 ? ['  nothing'] : lines).join('\n')}\n`).join('\n');
}

function byHolder({ rights, boundaries }: Posture): readonly string[] {
  const holders = new Map<string, string[]>();
  const note = (who: string, lines: readonly string[]): void => void holders.set(who, [...(holders.get(who) ?? []), ...lines]);
  for (const { who, within } of boundaries) note(who, [`    within ${within}`]);
  for (const grant of rights) note(grant.who.join(', '), wrapped(`  ${grant.effect}`, grantParts(grant)));
  return [...holders].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([who, lines]) => [`  ${who}`, ...lines]);
}

function grantParts({ actions, on, when, sometimes }: Grant): readonly string[] {
  return [...shortened(actions), 'on', ...listParts(on), ...(when.length === 0 ? [] : ['when', ...joined(when, ' and')]), ...(sometimes ? ['(in some states)'] : [])];
}

/** A grant by itself. */
export function grantLines(grant: Grant): readonly string[] {
  return wrapped(`${grant.who.join(', ')} ${grant.effect}`, grantParts(grant));
}

/** Taking a role is what trust policies are about: only other actions are named. */
function trustLines(grant: Grant): readonly string[] {
  const { who, effect, actions, on, when, sometimes } = grant;
  const other = actions.some((action) => action !== 'sts:AssumeRole') ? [...shortened(actions), 'on'] : ['take'];
  return wrapped(`${who.join(', ')} ${effect}`, [...other, ...listParts(on), ...(when.length === 0 ? [] : ['when', ...joined(when, ' and')]), ...(sometimes ? ['(in some states)'] : [])]);
}

export function reachLines({ from, to, via, traffic, certain, sometimes }: Reach): readonly string[] {
  return wrapped(from.join(', '), ['->', ...listParts(to), traffic, ...viaParts(via), ...perhaps(certain), ...(sometimes ? ['(in some states)'] : [])]);
}

export function wayLines({ who, method, via, certain }: WayToMore): readonly string[] {
  return wrapped(`${who}: ${method}`, [...viaParts(via), ...perhaps(certain)]);
}

export function exposureLines({ what, how, certain }: Exposure): readonly string[] {
  return wrapped(`${what}: ${how}`, perhaps(certain));
}

function viaParts(via: readonly string[]): readonly string[] {
  return via.length === 0 ? [] : ['via', ...listParts(via)];
}

function perhaps(certain: boolean): readonly string[] {
  return certain ? [] : ['(perhaps)'];
}

function listParts(items: readonly string[]): readonly string[] {
  return joined(items, ',');
}

function joined(items: readonly string[], by: string): readonly string[] {
  return items.map((item, index) => (index < items.length - 1 ? `${item}${by}` : item));
}

/** One line where it fits, else more that are indented. */
function wrapped(start: string, parts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = `  ${start}`;
  for (const part of parts) {
    // a long list of actions breaks at its commas
    for (const [index, piece] of (part.length > WIDTH / 2 && !part.includes(' ') ? part.split(/(?<=,)/) : [part]).entries()) {
      const space = index === 0 ? ' ' : '';
      if (line.length + piece.length + space.length > WIDTH) {
        lines.push(line);
        line = `      ${piece}`;
      } else {
        line = `${line}${space}${piece}`;
      }
    }
  }
  return [...lines, line];
}

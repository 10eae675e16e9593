import type { AccessRequest } from '../iam/request';
import { renderRequest } from '../prose';
import type { Change, PolicyDifference, PostureDiff } from './change';
import { exposureLines, grantLines, reachLines, wayLines } from './render';

const AREAS: { readonly [area in Change['area']]: string } = {
  rights: 'Rights of', trust: 'Trust of', 'resource-policy': 'Policy of', 'endpoint-policy': 'Endpoint policy of', reach: 'Reach of', encryption: 'Encryption of', exposure: 'Exposure of', escalation: 'Ways to more rights of',
};

/** A difference of two postures as text. */
export function renderDiff({ more, less, different, unknown }: PostureDiff): string {
  const sections = [
    section('More permissive', more, 'allowed now, not before', '+'),
    section('Less permissive', less, 'allowed before, not now', '-'),
    section('Different, neither more nor less', different, '', '~'),
    section('Cannot be told', unknown, '', '?'),
  ].filter((text) => text !== '');
  return sections.length === 0 ? 'Nothing changes what is permitted.\n' : sections.join('\n');
}

function section(title: string, changes: readonly Change[], witnessTitle: string, sign: string): string {
  if (changes.length === 0) return '';
  return `${title}\n${changes.flatMap((change) => [`  ${AREAS[change.area]} ${change.what}`, ...bodyOf(change, witnessTitle, sign)]).join('\n')}\n`;
}

function bodyOf(change: Change, witnessTitle: string, sign: string): readonly string[] {
  switch (change.area) {
    case 'reach':
      return signed(reachLines(change.row), sign);
    case 'exposure':
      return signed(exposureLines(change.row), sign);
    case 'escalation':
      return signed(wayLines(change.row), sign);
    case 'encryption':
      return [`    ${change.before.length === 0 ? 'new' : change.before.join(', ')} -> ${change.after.join(', ')}`];
    default:
      return policyLines(change, witnessTitle);
  }
}

function policyLines({ added, removed, witness, because }: PolicyDifference, witnessTitle: string): readonly string[] {
  return [
    ...removed.flatMap((grant) => signed(grantLines(grant), '-')),
    ...added.flatMap((grant) => signed(grantLines(grant), '+')),
    ...(witness === undefined ? [] : [`    ${witnessTitle}: ${inOneLine(witness)}`]),
    ...[...new Set(because.map(({ code }) => code))].map((code) => `    ? ${code}`),
  ];
}

function signed(lines: readonly string[], sign: string): readonly string[] {
  return lines.map((line, index) => `  ${index === 0 ? sign : ' '} ${line.slice(index === 0 ? 2 : 0)}`);
}

function inOneLine(request: AccessRequest): string {
  return renderRequest(request).join('; ');
}

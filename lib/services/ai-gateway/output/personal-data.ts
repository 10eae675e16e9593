import type { PiiFinding } from '../core/ports';
import type { OutputGuardSettings } from './settings';
import type { Finding, Report, TextGuard, TextWindow } from './text-guard';

/** Characters between two looks at the text that happen however it was cut. */
const STRIDE = 256;

/** Characters before what is undecided that the finder sees again, to judge what stands around it. */
const CONTEXT = 128;

/** Most characters that may wait for the finder to make up its mind. Text that keeps it waiting longer cannot be judged, and the answer ends. */
export const LONGEST_UNDECIDED = 16_384;

/**
 * A PiiFinder, or one that also takes from where on it is to look: 0, or a place that `undecidedFrom` named. What stands before is context. The
 * place is a saving only; a finder that ignores it gives the same result.
 */
export interface StructuredFinder {
  structured(text: string, from?: number): readonly PiiFinding[];
  undecidedFrom(text: string, from?: number): number;
}

export interface PersonalDataDependencies {
  readonly pii: StructuredFinder;
  readonly isSecretType: (type: string) => boolean;
}

/** Types that are web addresses. Whether one may stay where it leads to is the link guard's matter. */
const WEB_ADDRESSES: ReadonlySet<string> = new Set(['DOMAIN_NAME', 'URL']);

type Handling = Pick<Finding, 'guard' | 'action'> | undefined;

/**
 * Secrets and structured personal data. The finder judges windows of the text. Where a window begins is decided at positions that depend on the
 * text alone, so that every way of cutting it gives the same windows; in between, the finder's promise holds that nothing before `undecidedFrom`
 * changes as more follows.
 */
export function createPersonalDataGuard(settings: OutputGuardSettings, { pii, isSecretType }: PersonalDataDependencies, mayLinkTo: (address: string) => boolean): (() => TextGuard) | undefined {
  if (settings.secrets === 'allow' && settings.personalData === 'allow') return undefined;
  const allowed = new Set(settings.allowTypes);
  const actions = { mask: 'replace', block: 'deny', allow: 'record' } as const;
  const secret: Handling = { guard: 'secrets-output', action: actions[settings.secrets] };
  const personal: Handling = { guard: 'pii-output', action: actions[settings.personalData] };
  const handling = ({ type, start, end }: PiiFinding, text: string): Handling => {
    if (isSecretType(type)) return secret;
    return allowed.has(type) || (WEB_ADDRESSES.has(type) && mayLinkTo(text.slice(start, end))) ? undefined : personal;
  };
  return () => new PersonalDataGuard(pii, handling);
}

class PersonalDataGuard implements TextGuard {
  /** Where the window of the finder begins. */
  needsFrom = 0;
  private readonly pii: StructuredFinder;
  private readonly handling: (finding: PiiFinding, text: string) => Handling;
  private decided = 0;
  /** The last place that the finder named, at or before what is decided. */
  private named = 0;
  private judgedAt = 0;
  private nextLook = STRIDE;

  constructor(pii: StructuredFinder, handling: (finding: PiiFinding, text: string) => Handling) {
    this.pii = pii;
    this.handling = handling;
  }

  read(window: TextWindow, to: number, complete: boolean, report: Report): number {
    while (this.nextLook <= to) {
      const look = this.nextLook;
      if (this.judge(window, look, false, report)) return this.decided;
      const undecided = look - this.named;
      if (undecided > LONGEST_UNDECIDED) {
        report({ guard: 'pii-output', code: 'undecidable', action: 'deny', marker: '', start: this.named, end: look });
        return this.decided;
      }
      this.needsFrom = contextBefore(window, this.needsFrom, this.named);
      this.nextLook = look + Math.max(STRIDE, undecided >> 2);
    }
    if (complete || to > this.judgedAt) this.judge(window, to, complete, report);
    return this.decided;
  }

  /** Reports what is certain in the text up to `to`; true when it ends the answer. */
  private judge(window: TextWindow, to: number, complete: boolean, report: Report): boolean {
    this.judgedAt = to;
    const start = this.needsFrom;
    const text = window.text.slice(start - window.base, to - window.base);
    const from = this.decided - start;
    const undecided = complete ? text.length : Math.min(text.length, this.pii.undecidedFrom(text, this.named - start));
    if (undecided <= from) return false;
    const findings = this.pii.structured(text, this.named - start);
    const certain = complete || findings.length === 0 ? undecided : certainUpTo(findings, undecided);
    if (certain <= from) return false;
    this.decided = start + certain;
    if (certain === undecided) this.named = this.decided;
    for (const finding of findings.length > 1 ? findings.toSorted((one, other) => one.start - other.start || one.end - other.end) : findings) {
      const handled = finding.end > from && finding.end <= certain ? this.handling(finding, text) : undefined;
      if (handled === undefined) continue;
      report({ ...handled, code: finding.type, marker: `<${finding.type}>`, start: start + Math.max(finding.start, from), end: start + finding.end });
      if (handled.action === 'deny') return true;
    }
    return false;
  }
}

/** What a finding reaches over is not certain yet, whatever the finder says of it. */
function certainUpTo(findings: readonly PiiFinding[], undecidedFrom: number): number {
  let certain = undecidedFrom;
  for (let before = -1; certain !== before;) {
    before = certain;
    for (const { start, end } of findings) if (start < certain && end > certain) certain = start;
  }
  return certain;
}

/** Where the finder begins next time: some way before what is undecided, at the beginning of a word if there is one near. */
function contextBefore({ text, base }: TextWindow, windowStart: number, undecided: number): number {
  const latest = undecided - CONTEXT;
  for (let position = latest; position > latest - CONTEXT; position--) {
    if (position <= windowStart) return windowStart;
    if (text.charCodeAt(position - 1 - base) <= 32) return position;
  }
  return latest;
}

import type { MaskVault } from '../core/ports';
import { isPartOfWord, isPlaceholderCharacter } from './characters';
import { isHighSurrogate, isLowSurrogate } from './fold';
import type { DecodedJson, JsonDecoder } from './json-text';
import { createJsonDecoder, escapeForJson, IN_STRING, isBareCharacter, OUTSIDE } from './json-text';
import type { Finding, Report, TextGuard } from './text-guard';

/** Characters that may wait in front before the text is shortened. */
const SLACK = 512;

/** Letters and digits that may come without a look at them: they only make the last word longer. */
const UNREAD_WORD = 64;

/** Longest number or name in JSON that is kept in one piece. */
const LONGEST_BARE = 256;
const BARE = /[0-9A-Za-z.+-]{1,256}/g;

/** Longest placeholder of a vault, `<TYPE_1>`: one that is not yet whole is held back. */
const LONGEST_PLACEHOLDER = 65;

export interface TextPipelineOptions {
  /** Those that see at once what they look for come first: see `read`. */
  readonly guards: readonly TextGuard[];
  /** Told of each finding once. One that denies is the last. */
  readonly report: Report;
  readonly vault: MaskVault | undefined;
  /** The text is JSON and has to stay JSON. */
  readonly json: boolean;
}

/**
 * All guards of one text over one window of it. What it releases and reports depends on the text alone and not on how it was cut, with one
 * exception that no cut can avoid: of a text that is denied, more or less of what stands before the cause was released already.
 * Kept are what is undecided and a few hundred characters before it.
 */
export class TextPipeline {
  /** Nothing more will come out: the answer ends. */
  denied = false;
  /** For text that is JSON. */
  readonly decoder: JsonDecoder | undefined;
  private readonly guards: readonly TextGuard[];
  private readonly report: Report;
  private readonly vault: MaskVault | undefined;
  private text = '';
  // for JSON only
  private raw = '';
  private places = '';
  /** Absolute, as all positions here: where the kept text begins, up to where it was released, and up to where the guards read it. */
  private base = 0;
  private released = 0;
  private readTo = 0;
  private afterMarker = false;
  private edits: Finding[] = [];
  private denial: Finding | undefined;
  /** The end of a number or name of JSON that was looked for last. */
  private bareRun = { from: 0, to: 0, textEnd: -1 };

  constructor({ guards, report, vault, json }: TextPipelineOptions) {
    this.guards = guards;
    this.report = report;
    this.vault = vault;
    this.decoder = json ? createJsonDecoder() : undefined;
  }

  /** Takes a piece and gives what is certain to be harmless by now. */
  push(piece: string): string {
    if (this.denied || piece === '') return '';
    if (this.decoder === undefined) this.text += piece;
    else this.append(this.decoder.push(piece));
    const unread = this.base + this.text.length - this.readTo;
    const held = this.readTo - this.released;
    // a long passage that is held back is read again only when it has grown by a part of itself: the cost stays linear
    if (unread < held >> 3 || (unread < UNREAD_WORD && this.decoder === undefined && isPartOfWord(piece))) return '';
    return this.read(false);
  }

  /** The rest. */
  end(): string {
    if (this.decoder !== undefined && !this.denied) this.append(this.decoder.end());
    const before = this.readTo < this.base + this.text.length ? this.read(false) : '';
    return before + this.read(true);
  }

  private append({ view, raw, places }: DecodedJson): void {
    this.text += view;
    this.raw += raw;
    this.places += places;
  }

  /**
   * Lets every guard read on. One that denies stops the others at that point of the text, where they may find a cause of their own that was
   * certain earlier: so it is always the same one that is blamed.
   */
  private read(complete: boolean): string {
    if (this.denied) return '';
    const window = { text: this.text, base: this.base };
    const end = this.base + this.text.length;
    this.readTo = end;
    let certain = end;
    for (const guard of this.guards) {
      const to = this.denial?.end ?? end;
      certain = Math.min(certain, guard.read(window, to, complete && to === end, this.take));
    }
    if (this.denial !== undefined) {
      this.denied = true;
      this.report(this.denial);
      this.text = this.raw = this.places = '';
      return '';
    }
    if (this.edits.length > 1) this.edits.sort(byPlaceInText);
    const output = this.release(complete ? end : this.edits.length === 0 && certain === end ? this.whole(end) : this.releasable(certain), complete);
    this.shorten();
    return output;
  }

  private readonly take = (finding: Finding): void => {
    if (finding.action === 'deny') {
      this.denial = finding;
      return;
    }
    if (finding.action === 'replace') this.edits.push(finding);
    this.report(finding);
  };

  private shorten(): void {
    if (this.released - this.base < SLACK) return;
    let needed = this.released;
    for (const guard of this.guards) needed = Math.min(needed, guard.needsFrom);
    if (needed - this.base < SLACK) return;
    this.text = this.text.slice(needed - this.base);
    this.raw = this.raw.slice(needed - this.base);
    this.places = this.places.slice(needed - this.base);
    this.base = needed;
  }

  private release(to: number, complete: boolean): string {
    const edits = this.edits;
    if (edits.length === 0) return this.plain(to);
    let output = '';
    let done = 0;
    for (let first = edits[done]; first !== undefined && (first.start < to || complete); first = edits[done]) {
      let end = first.end;
      for (done += 1; (edits[done]?.start ?? end) < end; done++) end = Math.max(end, edits[done]?.end ?? end);
      output += this.plain(this.bareStart(first.start)) + this.replaced(this.bareEnd(end), first.marker);
    }
    this.edits = edits.slice(done);
    return output + this.plain(to);
  }

  /** Up to where nothing is split that belongs together: a finding, a surrogate pair, a placeholder, a number of JSON. */
  private releasable(certain: number): number {
    let to = certain;
    for (let before = -1; to !== before && to > this.released;) {
      before = to;
      let clusterStart = 0;
      let clusterEnd = 0;
      for (const { start, end } of this.edits) {
        if (start >= to) break;
        if (start >= clusterEnd) clusterStart = start;
        clusterEnd = Math.max(clusterEnd, end);
        if (clusterEnd > to) to = clusterStart;
      }
      to = this.whole(to);
    }
    return to;
  }

  private whole(position: number): number {
    let to = this.isSplit(position) ? position - 1 : position;
    if (this.vault !== undefined) to = this.placeholderStart(to);
    return this.decoder !== undefined && (to === this.base + this.text.length || this.isBare(to)) ? this.bareStart(to) : to;
  }

  /** Whether a surrogate pair stands around the position, or may once there is more text. Halves that have no other half are characters like others. */
  private isSplit(position: number): boolean {
    const at = position - this.base;
    return isHighSurrogate(this.text.charCodeAt(at - 1)) && (at === this.text.length || isLowSurrogate(this.text.charCodeAt(at)));
  }

  /** Where a placeholder begins that goes on behind `to`; `to` when none does. */
  private placeholderStart(to: number): number {
    let start = to - 1 - this.base;
    const first = Math.max(0, to - this.base - LONGEST_PLACEHOLDER);
    while (start >= first && this.text[start] !== '<') start -= 1;
    if (start < first) return to;
    let end = start + 1;
    while (end < this.text.length && isPlaceholderCharacter(this.text.charCodeAt(end))) end += 1;
    if (end < to - this.base) return to;
    return end === this.text.length || this.text[end] === '>' ? this.base + start : to;
  }

  private isBare(position: number): boolean {
    return this.places[position - this.base] === OUTSIDE && isBareCharacter(this.text.charCodeAt(position - this.base));
  }

  /** The beginning of the number or name of JSON in whose midst, or at whose end, the position is. */
  private bareStart(position: number): number {
    let start = position;
    if (this.decoder !== undefined) while (start > this.released && position - start < LONGEST_BARE && this.isBare(start - 1)) start -= 1;
    return start;
  }

  private bareEnd(position: number): number {
    if (this.decoder === undefined || !this.isBare(position - 1)) return position;
    const textEnd = this.base + this.text.length;
    const { from, to, textEnd: before } = this.bareRun;
    // many findings may stand in one run, and each asks for its end
    if (before === textEnd && position >= from && position <= to) return to;
    let end = position;
    while (end < textEnd && this.isBare(end)) end += 1;
    this.bareRun = { from: position, to: end, textEnd };
    return end;
  }

  /** Releases the text up to `to` as it is. */
  private plain(to: number): string {
    const from = this.released;
    if (to <= from) return '';
    this.released = to;
    let apart = '';
    if (this.afterMarker) {
      // a bracket right behind a marker would make a link of it
      apart = '([:'.includes(this.text[from - this.base] ?? ' ') && this.places[from - this.base] !== OUTSIDE ? ' ' : '';
      this.afterMarker = false;
    }
    if (this.decoder === undefined) return apart + this.unmasked(this.text.slice(from - this.base, to - this.base));
    return apart + this.byPlace(from, to, (part) => escapeForJson(this.unmasked(part)), (part) => part);
  }

  private unmasked(part: string): string {
    return this.vault !== undefined && part.includes('<') ? this.vault.unmask(part) : part;
  }

  /** Releases the marker in place of the text up to `to`. */
  private replaced(to: number, marker: string): string {
    const from = this.released;
    this.released = Math.max(from, to);
    if (to <= from || marker === '') return '';
    const text = this.afterMarker && marker.startsWith('[') ? ` ${marker}` : marker;
    this.afterMarker = marker.endsWith(']');
    if (this.decoder === undefined) return text;
    let given = false;
    return this.byPlace(from, to, () => {
      const inside = given ? '' : escapeForJson(text);
      given = true;
      return inside;
    }, (part) => part.replace(BARE, JSON.stringify(marker)));
  }

  /** Walks over JSON by what is inside of strings and what is not. */
  private byPlace(from: number, to: number, inside: (part: string) => string, outside: (part: string) => string): string {
    let output = '';
    for (let at = from - this.base; at < to - this.base;) {
      const place = this.places[at];
      const change = this.places.indexOf(place === IN_STRING ? OUTSIDE : IN_STRING, at);
      const end = change === -1 ? to - this.base : Math.min(change, to - this.base);
      output += (place === IN_STRING ? inside : outside)(this.raw.slice(at, end));
      at = end;
    }
    return output;
  }
}

/** Of those that begin at one place, the link first: its marker says most. */
function byPlaceInText(one: Finding, other: Finding): number {
  return one.start - other.start || Number(other.guard === 'links') - Number(one.guard === 'links') || other.end - one.end;
}

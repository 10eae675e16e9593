import { METHODS, type Catalogue, type Control, type Method } from '../catalogue';
import type { Acknowledgement, Check, Subject } from '../check';
import { canonical, type Position, type Weakening } from '../template';
import { standingOf, type Counts, type Standing } from '../verify/standing';
import type { Verification } from '../verify/verification';
import { sha256 } from './identity';
import { placesOf, type Places } from './places';

/** A check as it stands on the day of the evidence. */
export interface Judged {
  readonly check: Check;
  /** Identifies the question: the same in every run that asks it of the same resource. */
  readonly key: string;
  readonly standing: Standing;
  readonly acknowledgement?: Acknowledgement;
  /** Its acknowledgement ran out: it counts as open again. */
  readonly expired: boolean;
}

/** `not-asserted`: no check asked for it, because none was chosen, or because templates alone cannot show it. */
export type ControlStanding = Standing | 'not-asserted';

export interface ControlReport {
  readonly control: Control;
  readonly standing: ControlStanding;
  readonly checks: readonly Judged[];
  /** Methods of the control that templates alone cannot carry out. */
  readonly elsewhere: readonly Method[];
}

export interface Exception<T> {
  readonly what: T;
  readonly expired: boolean;
}

/** Everything that evidence shows, gathered once for all its forms. */
export interface Dossier {
  readonly title: string;
  readonly today?: string;
  readonly version?: string;
  readonly catalogue: Catalogue;
  readonly places: Places;
  readonly verification: Verification;
  readonly counts: Counts;
  readonly checks: readonly Judged[];
  readonly controls: readonly ControlReport[];
  /** Checks that name no control of the catalogue. */
  readonly others: readonly Judged[];
  readonly acknowledgements: readonly (Exception<Acknowledgement> & { readonly judged: Judged })[];
  readonly weakenings: readonly Exception<Weakening>[];
  readonly templates: readonly { readonly name: string; readonly file: string; readonly resources: number; readonly digest: string }[];
  /** A text with ids of resources replaced by their construct paths, where CDK wrote them. */
  named(text: string): string;
  /** Where the resource of an id (`<template>.<LogicalId>`, or something below it) is written. */
  position(id: string): Position | undefined;
}

export interface DossierOptions {
  readonly title: string;
  readonly today?: string;
  readonly version?: string;
  readonly catalogue: Catalogue;
}

export const STANDINGS = ['refuted', 'unknown', 'acknowledged', 'proved', 'not-applicable', 'not-asserted'] as const satisfies readonly ControlStanding[];

export function dossierOf(verification: Verification, { title, today, version, catalogue }: DossierOptions): Dossier {
  const places = placesOf(verification.facts.templates.map(({ file }) => file));
  const checks = judgedOf(verification.checks, places, today);
  const counts = { refuted: 0, unknown: 0, acknowledged: 0, proved: 0, 'not-applicable': 0 };
  for (const { standing } of checks) counts[standing] += 1;
  const known = new Set(catalogue.controls.map(({ id }) => id));
  const positions = new Map(verification.facts.resources.map(({ template, logicalId, position }) => [`${template}.${logicalId}`, position]));
  const paths = new Map(verification.facts.resources.flatMap(({ template, logicalId, path }) => (path === undefined ? [] : [[`${template}.${logicalId}`, placeName({ id: '', path })]])));
  return {
    title, today, version, catalogue, places, verification, counts, checks,
    controls: catalogue.controls.map((control) => reportOf(control, checks)),
    others: checks.filter(({ check }) => !check.controls.some((id) => known.has(id))),
    acknowledgements: checks.flatMap((judged) => (judged.acknowledgement === undefined ? [] : [{ what: judged.acknowledgement, expired: judged.expired, judged }])),
    weakenings: verification.weakenings.map((what) => ({ what, expired: isOver(what.expires, today) })),
    templates: templatesOf(verification, places),
    named: (text) => text.replace(/[\w/-]+\.[A-Za-z0-9]+/g, (id) => paths.get(id) ?? id),
    position: (id) => positions.get(id.split('/')[0] ?? id),
  };
}

/** What a resource is called for readers: the path of its construct, or its id. */
export function placeName({ id, path }: Pick<Subject, 'id' | 'path'>): string {
  return path?.replace(/\/Resource$/, '') ?? id;
}

/** The worst of what was found; what does not apply says nothing where something else applies. */
export function worstOf(standings: readonly ControlStanding[]): ControlStanding {
  return STANDINGS.find((standing) => standings.includes(standing)) ?? 'not-asserted';
}

function reportOf(control: Control, all: readonly Judged[]): ControlReport {
  const checks = all.filter(({ check }) => check.controls.includes(control.id));
  const elsewhere = [...new Set(control.asserted.map(({ method }) => method).filter((method) => !METHODS[method].offline))];
  return { control, checks, elsewhere, standing: worstOf(checks.map(({ standing }) => standing)) };
}

function judgedOf(checks: readonly Check[], places: Places, today: string | undefined): readonly Judged[] {
  const seen = new Map<string, number>();
  return checks.map((check) => {
    const { source, id, subject, finding, lapsed, verdict } = check;
    const acknowledgement = check.acknowledgement ?? lapsed;
    const name = JSON.stringify([source, id, subject?.id ?? '', finding ?? ''].map((part) => places.text(part)));
    const earlier = seen.get(name) ?? 0;
    seen.set(name, earlier + 1);
    const expired = check.acknowledgement === undefined ? lapsed !== undefined : isOver(acknowledgement?.expires, today);
    return { check, key: sha256(earlier === 0 ? name : `${name} ${String(earlier)}`).slice(0, 16), standing: standingOf(expired ? { verdict } : check), acknowledgement, expired };
  });
}

/** The last day still counts. Dates are compared as text: YYYY-MM-DD. */
function isOver(expires: string | undefined, today: string | undefined): boolean {
  return expires !== undefined && today !== undefined && expires < today;
}

/** What was judged, so that two evidence packs can be told to be about the same thing: a digest of each template's resolved resources. */
function templatesOf({ facts }: Verification, places: Places): Dossier['templates'] {
  return facts.templates.map(({ name, file }) => {
    const own = facts.resources.filter(({ template }) => template === name);
    const written = own.map(({ logicalId, type, properties }) => places.text(`${logicalId} ${type} ${canonical(properties)}`)).join('\n');
    return { name, file: places.file(file), resources: new Set(own.map(({ logicalId }) => logicalId)).size, digest: sha256(written) };
  });
}

import type { Check } from '../check';
import type { Path } from '../network';
import { admittance, becauseOf, packet, words } from '../prose';
import type { Position } from '../template';
import type { Dossier, Judged } from './dossier';
import { toJson } from './json';

/**
 * SARIF 2.1.0. Refutations are of kind `fail`; what cannot be told is `open`, for which the format asks for level `none`;
 * acknowledged results are suppressed with their justification. What is proved makes no result.
 */
export function sarif(dossier: Dossier): string {
  const shown = dossier.checks.filter(({ check }) => check.verdict.kind === 'refuted' || check.verdict.kind === 'unknown');
  const rules = [...new Map(shown.map(({ check }) => [check.id, check])).values()];
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  return toJson(dossier, {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'secure-ai', ...(dossier.version === undefined ? {} : { version: dossier.version }), rules: rules.map((rule) => ruleOf(rule, dossier)) } },
      columnKind: 'utf16CodeUnits',
      results: shown.map((judged) => resultOf(judged, indices.get(judged.check.id) ?? -1, dossier)),
      properties: { title: dossier.title, counts: dossier.counts },
    }],
  });
}

function ruleOf({ id, title, fix, severity, controls }: Check, { catalogue }: Dossier): object {
  const supports = catalogue.controls.filter((control) => controls.includes(control.id)).flatMap((control) => control.supports);
  return {
    id,
    shortDescription: { text: title },
    ...(fix === '' ? {} : { help: { text: fix } }),
    defaultConfiguration: { level: severity },
    properties: { tags: [...controls], supports: [...new Set(supports.map(({ framework, id: requirement, confidence }) => `${framework}:${requirement} (${confidence})`))] },
  };
}

function resultOf({ check, key, standing, acknowledgement }: Judged, ruleIndex: number, dossier: Dossier): object {
  const { id, title, severity, subject, finding, verdict } = check;
  const refuted = verdict.kind === 'refuted';
  const heading = refuted ? `does not hold: ${title}` : `cannot be told whether it holds: ${title}`;
  const flow = verdict.kind === 'refuted' && verdict.witness.kind === 'path' ? { codeFlows: [codeFlow(verdict.witness.path, dossier)] } : {};
  return {
    ruleId: id,
    ruleIndex,
    kind: refuted ? 'fail' : 'open',
    level: refuted ? severity : 'none',
    message: { text: [heading, ...becauseOf(check)].join('\n') },
    locations: subject === undefined ? [] : [{
      physicalLocation: physical(subject.position, dossier),
      logicalLocations: [{ name: subject.logicalId, fullyQualifiedName: subject.path ?? subject.id, kind: 'resource' }],
    }],
    partialFingerprints: { 'secureAiCheck/v1': key },
    ...flow,
    ...(acknowledgement === undefined || standing !== 'acknowledged' ? {} : { suppressions: [{ kind: 'external', status: 'accepted', justification: justification(acknowledgement) }] }),
    properties: { controls: check.controls, ...(finding === undefined ? {} : { finding }) },
  };
}

function justification({ reason, owner, expires }: NonNullable<Check['acknowledgement']>): string {
  return [reason, ...(owner === undefined ? [] : [`owner: ${owner}`]), ...(expires === undefined ? [] : [`until ${expires}`])].join('; ');
}

/** A step of the flow for each end and for each thing that lets the packets through. */
function codeFlow({ hops }: Path, dossier: Dossier): object {
  const steps = hops.flatMap((hop) => [
    { id: hop.from, text: `${words(hop.from)} sends ${packet(hop)} to ${words(hop.to)} (${words(hop.way)})` },
    ...hop.admittedBy.map((admitted) => ({ id: admitted.by, text: `let through by ${admittance(admitted)}` })),
    ...hop.answerAdmittedBy.map((admitted) => ({ id: admitted.by, text: `the answer let through by ${admittance(admitted)}` })),
    { id: hop.to, text: `arrives at ${words(hop.to)}` },
  ]);
  const located = ({ id, text }: { readonly id: string; readonly text: string }): object => {
    const position = dossier.position(id);
    return { location: { ...(position === undefined ? {} : { physicalLocation: physical(position, dossier) }), logicalLocations: [{ fullyQualifiedName: id }], message: { text } } };
  };
  return { threadFlows: [{ locations: steps.map(located) }] };
}

function physical({ file, line, column }: Position, { places }: Dossier): object {
  return { artifactLocation: { uri: encodeURI(places.file(file)), uriBaseId: '%SRCROOT%' }, region: { startLine: line, startColumn: column } };
}

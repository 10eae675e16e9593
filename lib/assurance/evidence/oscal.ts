import { METHODS } from '../catalogue';
import type { Acknowledgement } from '../check';
import { acknowledged, becauseOf, sentence } from '../prose';
import type { Weakening } from '../template';
import { renderPosition } from '../template/source';
import type { ControlReport, Dossier, Exception, Judged } from './dossier';
import { sha256, uuidOf } from './identity';
import { toJson } from './json';
import { LIMITS } from './limits';
import { STANDING_NAMES } from './markdown';

const VERSION = '1.2.1';
/** Documents carry the day that was given; without one, a day that nobody takes for the day of the assessment. */
const NO_DAY = '1970-01-01';
const LONGEST_TEXT = 4000;

/**
 * OSCAL assessment results. A finding is about the objective "what templates show of the control", never about a control or a framework as a whole:
 * `satisfied` only where every check that applies is proved; what is unknown is `not-satisfied` with reason `other`.
 */
export function oscal(dossier: Dossier): string {
  const instant = `${dossier.today ?? NO_DAY}T00:00:00Z`;
  const documents = documentsOf(dossier);
  const judged = dossier.controls.filter(({ standing }) => standing !== 'not-asserted' && standing !== 'not-applicable');
  return toJson(dossier, {
    'assessment-results': {
      uuid: documents.id('assessment-results'),
      metadata: {
        title: text(dossier.title), 'last-modified': instant, version: documents.digest.slice(0, 12), 'oscal-version': VERSION,
        ...(dossier.today === undefined ? { remarks: 'No day was given: dates in this document mean nothing, and whether acknowledgements expired was not judged.' } : {}),
      },
      'import-ap': { href: `#${documents.id('plan')}`, remarks: 'The plan is the set of rules and requirements that was asked; each is named in an observation.' },
      'local-definitions': {
        'objectives-and-methods': judged.map(({ control }) => ({
          'control-id': control.id,
          description: text(control.title),
          parts: [{ id: objectiveOf(control.id), name: 'assessment-objective', prose: `What templates show of: ${text(control.title)}` }],
        })),
      },
      results: [resultOf(dossier, judged, documents, instant)],
      'back-matter': { resources: [{ uuid: documents.id('plan'), title: 'Questions asked of the templates', description: `Catalogue ${dossier.catalogue.version}; ${dossier.templates.length} templates: ${dossier.templates.map(({ name, digest }) => `${name} (sha256 ${digest})`).join(', ')}` }] },
    },
  });
}

interface Documents {
  readonly digest: string;
  id(...names: readonly string[]): string;
}

/** UUIDs follow from what was judged: the same input gives the same, another input none of them. */
function documentsOf({ title, today, templates, checks }: Dossier): Documents {
  const digest = sha256(JSON.stringify([title, today ?? '', templates, checks.map(({ key, standing }) => [key, standing])]));
  return { digest, id: (...names) => uuidOf(digest, ...names) };
}

function resultOf(dossier: Dossier, reports: readonly ControlReport[], documents: Documents, instant: string): object {
  const { checks, weakenings, verification } = dossier;
  const applying = checks.filter(({ standing }) => standing !== 'not-applicable');
  const subjects = [...new Map(applying.flatMap(({ check: { subject } }) => (subject === undefined ? [] : [[subject.id, subject] as const]))).values()];
  const accepted = checks.flatMap((judged) => (judged.acknowledgement === undefined ? [] : [exceptionRisk(judged, judged.acknowledgement, documents)]));
  const risks = [...accepted, ...weakenings.map((weakening, index) => weakeningRisk(weakening, index, documents))];
  return {
    uuid: documents.id('result'),
    title: text(dossier.title),
    description: LIMITS.join(' '),
    start: instant,
    'local-definitions': {
      components: [{ uuid: documents.id('tool'), type: 'software', title: 'secure-ai', description: 'Judges CloudFormation templates offline.', status: { state: 'operational' } }],
      ...(subjects.length === 0 ? {} : { 'inventory-items': subjects.map(({ id, type, path, position }) => ({
        uuid: documents.id('subject', id), description: text(`${path ?? id} (${type}), ${renderPosition({ ...position, file: dossier.places.file(position.file) })}`),
      })) }),
    },
    'reviewed-controls': {
      description: 'Controls of which at least one check was asked. They support requirements of frameworks and satisfy none of them.',
      'control-selections': [reports.length === 0 ? { description: 'none' } : { 'include-controls': reports.map(({ control }) => ({ 'control-id': control.id })) }],
    },
    ...(applying.length === 0 ? {} : { observations: applying.map((judged) => observationOf(judged, documents, instant)) }),
    ...(risks.length === 0 ? {} : { risks }),
    ...(reports.length === 0 ? {} : { findings: reports.map((report) => findingOf(report, documents)) }),
    remarks: [`${verification.unresolved.length} values of the templates could not be resolved.`, ...verification.assumptions.map((step) => `Assumed: ${sentence(step)}.`)].join('\n').slice(0, LONGEST_TEXT),
  };
}

function observationOf({ check, key, standing, acknowledgement, expired }: Judged, documents: Documents, collected: string): object {
  const { id, finding, title, source, subject } = check;
  const reasons = [...becauseOf(check), ...(acknowledgement === undefined ? [] : [`${expired ? 'expired: ' : ''}${acknowledged(acknowledgement)}`])].join('\n');
  return {
    uuid: documents.id('observation', key),
    title: text(finding === undefined ? id : `${id}[${finding}]`),
    description: text(`${STANDING_NAMES[standing]}: ${title}`),
    props: [{ name: 'verdict', ns: 'urn:secure-ai:oscal', value: standing }, { name: 'source', ns: 'urn:secure-ai:oscal', value: source }],
    methods: ['EXAMINE'],
    types: ['finding'],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': documents.id('tool') }] }],
    ...(subject === undefined ? {} : { subjects: [{ 'subject-uuid': documents.id('subject', subject.id), type: 'inventory-item' }] }),
    collected,
    ...(reasons === '' ? {} : { remarks: text(reasons) }),
  };
}

function findingOf({ control, standing, checks, elsewhere }: ControlReport, documents: Documents): object {
  const proved = standing === 'proved';
  const beyond = elsewhere.length === 0 ? '' : ` Not part of it: ${elsewhere.map((method) => METHODS[method].name).join(', ')}.`;
  return {
    uuid: documents.id('finding', control.id),
    title: text(`${control.id}: ${control.title}`),
    description: `${STANDING_NAMES[standing]}, from ${checks.length} checks of templates.`,
    target: {
      type: 'objective-id',
      'target-id': objectiveOf(control.id),
      status: {
        state: proved ? 'satisfied' : 'not-satisfied',
        reason: proved ? 'pass' : standing === 'refuted' ? 'fail' : 'other',
        remarks: `${REMARKS[standing]} The objective covers only what templates show.${beyond} It supports requirements of frameworks and satisfies none of them.`,
      },
    },
    'related-observations': checks.filter((judged) => judged.standing !== 'not-applicable').map(({ key }) => ({ 'observation-uuid': documents.id('observation', key) })),
  };
}

const REMARKS: { readonly [standing in ControlReport['standing']]: string } = {
  proved: 'Every check that applies is proved.',
  refuted: 'At least one check is refuted.',
  unknown: 'At least one check cannot be told; unknown is never a pass.',
  acknowledged: 'At least one check does not hold or cannot be told, and somebody answers for it.',
  'not-applicable': 'No resource of the templates is concerned.',
  'not-asserted': 'No check was asked.',
};

function exceptionRisk({ check: { id, title, subject }, key, expired }: Judged, acknowledgement: Acknowledgement, documents: Documents): object {
  return {
    uuid: documents.id('risk', key),
    title: text(`Accepted: ${id}`),
    description: text(`${title}${subject === undefined ? '' : `, at ${subject.path ?? subject.id}`}`),
    statement: text(acknowledged(acknowledgement)),
    status: expired ? 'open' : 'deviation-approved',
    'related-observations': [{ 'observation-uuid': documents.id('observation', key) }],
  };
}

function weakeningRisk({ what: { control, path, reason, owner, expires }, expired }: Exception<Weakening>, index: number, documents: Documents): object {
  return {
    uuid: documents.id('weakening', String(index)),
    title: text(`Weaker than the default: ${control}`),
    description: text(`${path}: ${reason}`),
    statement: text(`Answered for by ${owner} until ${expires}.`),
    status: expired ? 'open' : 'deviation-approved',
  };
}

function objectiveOf(control: string): string {
  return `${control}.templates`;
}

/** Texts must say something, and must not begin or end with a blank. */
function text(written: string): string {
  return written.slice(0, LONGEST_TEXT).trim() || '(none)';
}

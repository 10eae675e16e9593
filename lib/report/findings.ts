import type { Assembly } from './assembly';
import { isObject, listAt, textAt, valueAt } from './json';
import type { Acknowledged, OpenFinding, PackSummary, ReportProblem } from './report';

/** Metadata keys under which the constructs leave owner and expiry (constructs/core). */
const ACKNOWLEDGEMENT = 'secure-ai-platform:acknowledgement';
const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/** Name of the plugin that reports what constructs annotate; off unless a feature flag is set. */
const ANNOTATIONS = 'Construct Annotations';
/** Ids of the template validator that comes with aws-cdk-lib. */
const VALIDATOR = 'CloudFormation-Validate::';

interface Suppressed {
  readonly id: string;
  readonly at: string;
  readonly reason?: string;
  readonly resource: string;
  readonly pack: string;
}

/** Open findings of every pack: violations of the validation report, and errors and warnings that constructs left. */
export function openFindings(assembly: Assembly): OpenFinding[] {
  const reported = pluginReports(assembly).flatMap((pack) => listAt(pack, 'violations').flatMap((violation) => findingsOf(textAt(pack, 'pluginName') ?? '', violation)));
  const annotated = assembly.stacks.flatMap((stack) =>
    stack.metadata.flatMap(({ path, type, data }) => {
      const severity = type === 'aws:cdk:error' ? 'error' : type === 'aws:cdk:warning' ? 'warning' : undefined;
      return severity === undefined ? [] : [{ pack: ANNOTATIONS, rule: /\[ack: ([^\]]+)\]/.exec(String(data))?.[1] ?? severity, severity, resource: path, description: String(data).replace(/ ?\[ack: [^\]]+\]/, '') }];
    }),
  );
  const known = new Set([...reported, ...suppressions(assembly)].filter((finding) => finding.pack === ANNOTATIONS).map((finding) => finding.resource));
  return [...reported, ...annotated.filter((finding) => !known.has(finding.resource))];
}

/** One line for each pack that was asked for, whether it found something or not: a clean pack is not in the validation report. */
export function packSummaries(assembly: Assembly, asked: readonly string[], findings: readonly OpenFinding[]): PackSummary[] {
  const suppressed = suppressions(assembly);
  const names = new Set([...asked, ...findings.map((finding) => finding.pack), ...suppressed.map((entry) => entry.pack)]);
  return [...names].map((name) => ({
    name,
    open: findings.filter((finding) => finding.pack === name).length,
    acknowledged: suppressed.filter((entry) => entry.pack === name).length,
  }));
}

/**
 * Every acknowledgement that was made, with what it covers. Those that aws-cdk-lib makes of its own validator's findings
 * (its constructs know why they write what they write) are not the user's to answer for and left out.
 */
export function acknowledgements(assembly: Assembly): Acknowledged[] {
  const suppressed = suppressions(assembly);
  const metadata = assembly.stacks.flatMap((stack) => stack.metadata);
  const details = new Map<string, unknown>(metadata.flatMap(({ path, type, data }) => (type === ACKNOWLEDGEMENT ? [[`${path} ${textAt(data, 'id') ?? ''}`, data]] : [])));
  const made = new Map<string, { id: string; path: string; reason?: string }>();
  const library = new Set<string>();
  for (const { path, type, data, caller } of metadata) {
    if (type === ACKNOWLEDGED_RULES && isObject(data)) {
      for (const [id, reason] of Object.entries(data)) {
        if (id.startsWith(VALIDATOR) && caller?.includes('Validations.acknowledge') !== true) library.add(`${path} ${id}`);
        else made.set(`${path} ${id}`, { id, path, reason: typeof reason === 'string' ? reason : undefined });
      }
    }
    if (type === ACKNOWLEDGEMENT) made.set(`${path} ${textAt(data, 'id') ?? ''}`, { id: textAt(data, 'id') ?? '', path });
  }
  for (const { at, id, reason } of suppressed) if (!made.has(`${at} ${id}`) && !library.has(`${at} ${id}`)) made.set(`${at} ${id}`, { id, path: at, reason });
  return [...made]
    .map(([key, entry]) => {
      const detail = details.get(key);
      return {
        ...entry,
        reason: textAt(detail, 'reason') ?? entry.reason,
        owner: textAt(detail, 'owner'),
        expires: textAt(detail, 'expires'),
        resources: suppressed.filter(({ at, id }) => `${at} ${id}` === key).map(({ resource }) => resource),
      };
    })
    .sort((a, b) => compare(a.path, b.path) || compare(a.id, b.id));
}

/** What is wrong with the judgement itself, and with acknowledgements. */
export function judgementProblems(assembly: Assembly, acknowledged: readonly Acknowledged[]): ReportProblem[] {
  if (assembly.validation === undefined) return [{ code: 'NotJudged', what: 'no rule pack has judged this assembly', fix: 'synthesize with the packs registered' }];
  const failed = pluginReports(assembly).flatMap((pack) => {
    const error = textAt(pack, 'metadata', 'error');
    return error === undefined ? [] : [{ code: 'PackFailed', what: `${textAt(pack, 'pluginName') ?? 'a pack'} could not judge: ${error}`, fix: 'mend what the message names; nothing was judged by it' }];
  });
  const stacks = new Set(assembly.stacks.map((stack) => stack.path));
  return [...failed, ...acknowledged.flatMap((entry) => acknowledgementProblems(entry, stacks))];
}

function acknowledgementProblems(entry: Acknowledged, stacks: ReadonlySet<string>): ReportProblem[] {
  const where = entry.path === '' ? 'the whole app' : entry.path;
  const covered = entry.resources.filter((resource) => resource !== entry.path);
  return [
    ...(entry.path === '' || stacks.has(entry.path)
      ? [{ code: 'AcknowledgementTooBroad', what: `${entry.id} is acknowledged for ${entry.path === '' ? 'the whole app' : 'a whole stack'}`, where, fix: 'acknowledge at the one resource' }]
      : covered.length > 0
        ? [{ code: 'AcknowledgementTooBroad', what: `${entry.id} covers ${covered.join(', ')}, not only the resource it is made at`, where, fix: 'acknowledge at the resource itself' }]
        : []),
    ...(entry.resources.length === 0 ? [{ code: 'AcknowledgementStale', what: `${entry.id} matches no finding`, where, fix: 'remove it' }] : []),
    ...((entry.reason ?? '').trim() === '' ? [{ code: 'AcknowledgementWithoutReason', what: `${entry.id} has no reason`, where, fix: 'say why it is accepted' }] : []),
    ...(entry.owner === undefined || entry.expires === undefined ? [{ code: 'AcknowledgementWithoutOwner', what: `${entry.id} has no owner and expiry`, where, fix: 'use acknowledge() of constructs/core' }] : []),
  ];
}

function suppressions(assembly: Assembly): Suppressed[] {
  return pluginReports(assembly).flatMap((pack) =>
    listAt(pack, 'suppressedViolations').flatMap((violation) =>
      listAt(violation, 'violatingConstructs').map((construct) => ({
        id: textAt(violation, 'acknowledgedId') ?? '',
        at: textAt(violation, 'acknowledgedAt') ?? '',
        reason: textAt(violation, 'reason'),
        resource: textAt(construct, 'constructPath') ?? '',
        pack: textAt(pack, 'pluginName') ?? '',
      })),
    ),
  );
}

function findingsOf(pack: string, violation: unknown): OpenFinding[] {
  const constructs = listAt(violation, 'violatingConstructs');
  const common = {
    pack,
    rule: textAt(violation, 'ruleName') ?? '',
    severity: textAt(violation, 'severity') ?? 'error',
    description: (textAt(violation, 'description') ?? '').replace(/\s*-?\s*\(Control IDs?:.*\)\.?$/s, ''),
  };
  return (constructs.length === 0 ? [undefined] : constructs).map((construct) => {
    const path = textAt(construct, 'constructPath');
    const resource = path !== undefined && path !== '' ? path : (textAt(construct, 'cloudFormationResource', 'logicalId') ?? '');
    return { ...common, resource };
  });
}

function pluginReports(assembly: Assembly): readonly unknown[] {
  return listAt(valueAt(assembly, 'validation'), 'pluginReports');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

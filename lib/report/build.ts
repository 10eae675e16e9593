import { readAssembly, type Assembly, type ReadOptions } from './assembly';
import { idleCost } from './cost';
import { acknowledgements, judgementProblems, openFindings, packSummaries } from './findings';
import { objectAt, textAt } from './json';
import { LIMITS, type ExpectedOutput, type Report, type ReportProblem, type StackSummary, type Weakening } from './report';
import { requestPath } from './request-path';
import { indexResources } from './resources';
import { deployOrder, stackGraph } from './stack-graph';

/** Key of the construct metadata under which weakenings are found (constructs/core/justification.ts). */
const WEAKENING = 'secure-ai-platform:weakening';

export interface ReportOptions {
  /** What the report is about: `secure-ai dev in eu-central-1`. */
  readonly title: string;
  /**
   * Names of the validation plugins that ran. One that finds nothing leaves no trace in the assembly, so pass those whose `validate` was
   * seen to be called, not those that were meant to run.
   */
  readonly packs: readonly string[];
}

/** Reads a cloud assembly directory and judges it. */
export function readReport(directory: string, options: ReportOptions & ReadOptions): Report {
  const assembly = readAssembly(directory, options);
  options.onProgress?.('reckoning findings, cost and diagrams');
  return buildReport(assembly, options);
}

/** Judges an assembly that was read: pure. */
export function buildReport(assembly: Assembly, { title, packs }: ReportOptions): Report {
  const resources = indexResources(assembly);
  const stacks = deployOrder(assembly.stacks.map((stack) => ({
    id: stack.id,
    path: stack.path,
    stackName: stack.stackName,
    region: stack.region,
    resources: Object.keys(objectAt(stack.template, 'Resources')).length,
    bytes: stack.bytes,
    dependencies: stack.dependencies,
  })));
  const findings = openFindings(assembly);
  const acknowledged = acknowledgements(assembly);
  return {
    title,
    stacks,
    packs: packSummaries(assembly, packs, findings),
    findings,
    acknowledgements: acknowledged,
    weakenings: weakenings(assembly),
    outputs: stacks.flatMap((stack) => outputsOf(assembly, stack)),
    cost: idleCost(resources),
    stackGraph: stackGraph(stacks),
    requestPath: requestPath(resources),
    problems: [
      ...(stacks.length === 0 ? [{ code: 'NothingSynthesized', what: 'the assembly holds no stack', fix: 'synthesize first' }] : []),
      ...(packs.length === 0 ? [{ code: 'NotJudged', what: 'no rule pack was asked for', fix: 'register the packs' }] : []),
      ...judgementProblems(assembly, acknowledged),
      ...stacks.flatMap(sizeProblems),
    ],
  };
}

function sizeProblems(stack: StackSummary): ReportProblem[] {
  return [
    ...(stack.resources > LIMITS.resources ? [{ code: 'StackTooManyResources', what: `${stack.resources} resources, at most ${LIMITS.resources}`, where: stack.path, fix: 'move a construct to another stack' }] : []),
    ...(stack.bytes > LIMITS.bytes ? [{ code: 'StackTooLarge', what: `template of ${Math.ceil(stack.bytes / 1024)} KB, at most ${LIMITS.bytes / 1024}`, where: stack.path, fix: 'move a construct to another stack' }] : []),
  ];
}

function weakenings(assembly: Assembly): Weakening[] {
  return assembly.stacks.flatMap((stack) =>
    stack.metadata.flatMap(({ path, type, data }) =>
      type === WEAKENING
        ? [{ control: textAt(data, 'control') ?? '', path, reason: textAt(data, 'reason') ?? '', owner: textAt(data, 'owner') ?? '', expires: textAt(data, 'expires') ?? '' }]
        : [],
    ),
  );
}

/** What the deployment prints; values that stacks only pass to each other are left out. */
function outputsOf(assembly: Assembly, { id, path }: StackSummary): ExpectedOutput[] {
  const template = assembly.stacks.find((stack) => stack.id === id)?.template;
  return Object.entries(objectAt(template, 'Outputs'))
    .filter(([name]) => !/^(Exports|Publish)Output(Ref|FnGetAtt)/.test(name))
    .map(([name, output]) => ({ stack: path, name, description: textAt(output, 'Description') }));
}

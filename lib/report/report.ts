import type { Diagram } from './diagram';

/** What `npm start` shows: the assembly in words and numbers. No clock, no paths of this machine. */
export interface Report {
  readonly title: string;
  readonly stacks: readonly StackSummary[];
  readonly packs: readonly PackSummary[];
  readonly findings: readonly OpenFinding[];
  readonly acknowledgements: readonly Acknowledged[];
  readonly weakenings: readonly Weakening[];
  readonly outputs: readonly ExpectedOutput[];
  readonly cost: Cost;
  readonly stackGraph: Diagram;
  readonly requestPath: Diagram;
  /** What is wrong whatever the day; `judge` adds what has expired. */
  readonly problems: readonly ReportProblem[];
}

export interface StackSummary {
  readonly id: string;
  readonly path: string;
  readonly stackName: string;
  readonly region?: string;
  readonly resources: number;
  readonly bytes: number;
  readonly dependencies: readonly string[];
}

export interface PackSummary {
  readonly name: string;
  readonly open: number;
  readonly acknowledged: number;
}

export interface OpenFinding {
  readonly pack: string;
  readonly rule: string;
  readonly severity: string;
  readonly resource: string;
  readonly description: string;
}

/** An acknowledged finding, or an acknowledgement that matched none. */
export interface Acknowledged {
  readonly id: string;
  /** Where it was acknowledged; empty for the whole app. */
  readonly path: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly expires?: string;
  /** Resources whose finding it covers; none when it is stale. */
  readonly resources: readonly string[];
}

export interface Weakening {
  readonly control: string;
  readonly path: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

export interface ExpectedOutput {
  readonly stack: string;
  readonly name: string;
  readonly description?: string;
}

export interface Cost {
  /** What is paid in a month in which nobody calls, in US dollars. */
  readonly monthly: number;
  readonly lines: readonly CostLine[];
  /** Resource types without a price here: their cost is unknown, not nothing. */
  readonly notPriced: readonly string[];
  readonly assumptions: readonly string[];
}

export interface CostLine {
  readonly item: string;
  readonly quantity: string;
  readonly monthly: number;
}

export interface ReportProblem {
  readonly code: string;
  readonly what: string;
  readonly where?: string;
  readonly fix: string;
}

/** CloudFormation's own limits are 500 resources and 1 MB; the platform keeps room. */
export const LIMITS = { resources: 400, bytes: 800 * 1024 } as const;

const MARK = Symbol.for('secure-ai-platform.PlatformError');

/** One thing that is wrong: what, got, where, fix. */
export interface Problem {
  /** Stable PascalCase code, part of the public contract. */
  readonly code: string;
  /** What must hold, in lower case and without a full stop: "'timeout' must be at most 300 seconds". */
  readonly what: string;
  /** The offending value; rendered as JSON. Leave out where there is none. */
  readonly got?: unknown;
  /** Construct path, file or key. */
  readonly where?: string;
  /** What to change. */
  readonly fix: string;
}

/** Misuse that the caller can mend. Holds every problem that was found, not only the first. */
export class PlatformError extends Error {
  static isPlatformError(value: unknown): value is PlatformError {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(renderProblem).join('\n'));
    this.name = 'PlatformError';
    this.problems = problems;
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** 'timeout' must be at most 300 seconds, got 360 at App/Gateway; lower it [GatewayTimeoutTooLong] */
export function renderProblem(problem: Problem): string {
  const got = problem.got === undefined ? '' : `, got ${JSON.stringify(problem.got)}`;
  const where = problem.where === undefined ? '' : ` at ${problem.where}`;
  return `${problem.what}${got}${where}; ${problem.fix} [${problem.code}]`;
}

/** Throws one error for all problems; does nothing when there are none. */
export function throwProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new PlatformError(problems);
}

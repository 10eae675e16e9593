/** A small concrete reading of IAM policies, enough to replay single requests against a synthesized bucket policy. Only the operators in use; any other throws. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  /** The service principal that asks, when an AWS service does so in its own name. */
  readonly service?: string;
  /** Condition keys in the request's context; a key that is not here is absent. */
  readonly context: Readonly<Record<string, string>>;
}

export interface Decision {
  readonly verdict: 'allow' | 'deny';
  readonly because: readonly string[];
}

/** The caller's own policies are taken to allow everything, so that a refusal is this policy's doing. A service principal has no policies: it needs a statement here. */
export function decide(statements: readonly Statement[], request: Request): Decision {
  const matching = statements.filter((statement) => matches(statement, request));
  const denies = matching.filter((statement) => statement.Effect === 'Deny').map((statement) => statement.Sid ?? '?');
  if (denies.length > 0) return { verdict: 'deny', because: denies };
  const allowed = request.service === undefined || matching.some((statement) => statement.Effect === 'Allow');
  return { verdict: allowed ? 'allow' : 'deny', because: [] };
}

function matches(statement: Statement, request: Request): boolean {
  return matchesPrincipal(statement.Principal, request)
    && list(statement.Action).some((pattern) => like(request.action.toLowerCase(), pattern.toLowerCase()))
    && list(statement.Resource).some((pattern) => like(request.resource, pattern))
    && Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, request.context[key], list(values))));
}

function matchesPrincipal(principal: unknown, request: Request): boolean {
  const text = JSON.stringify(principal);
  if (text === '"*"' || text === '{"AWS":"*"}') return true;
  return request.service !== undefined && text === JSON.stringify({ Service: request.service });
}

function holds(operator: string, actual: string | undefined, expected: readonly string[]): boolean {
  if (operator === 'Null') return expected.includes(String(actual === undefined));
  if (operator.endsWith('IfExists')) return actual === undefined || holds(operator.slice(0, -'IfExists'.length), actual, expected);
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
      return actual !== undefined && expected.includes(actual);
    case 'StringNotEquals':
      return actual === undefined || !expected.includes(actual);
    case 'ArnLike':
      return actual !== undefined && expected.some((pattern) => likeArn(actual, pattern));
    case 'ArnNotLike':
      return actual === undefined || !expected.some((pattern) => likeArn(actual, pattern));
    case 'NumericLessThan':
      return actual !== undefined && expected.some((value) => Number(actual) < Number(value));
    default:
      throw new Error(`the evaluator does not know ${operator}`);
  }
}

/** The six parts of an ARN are matched one by one: a `*` in one does not reach into the next. */
function likeArn(actual: string, pattern: string): boolean {
  const [parts, patterns] = [split(actual), split(pattern)];
  return parts.length === 6 && patterns.length === 6 && parts.every((part, index) => like(part, patterns[index] ?? ''));
}

function split(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function like(actual: string, pattern: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(actual);
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

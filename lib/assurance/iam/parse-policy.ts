import { throwProblems, type Problem } from '../../contract/platform-error';
import { parseOperatorName } from './operators';
import type { ActionElement, Condition, Policy, PrincipalElement, ResourceElement, Statement } from './policy';

const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a policy document in every spelling that IAM takes: single values and lists, numbers and booleans as condition values.
 * Names of elements and the value of `Effect` are exact; names of condition operators are taken in any case and kept as the language spells them.
 *
 * Whether a policy of its kind may hold an element (`Principal` in an identity policy, say) is not judged here.
 *
 * @param where names the document in errors
 * @throws PlatformError with every problem of the document
 */
export function parsePolicy(json: unknown, where: string): Policy {
  const { policy, problems } = readPolicy(json, where);
  throwProblems(problems);
  return policy;
}

/** The same for a policy within a larger document, whose problems come together. The policy is of use only where there is no problem. */
export function readPolicy(json: unknown, where: string): { readonly policy: Policy; readonly problems: readonly Problem[] } {
  const reader = new PolicyReader(where);
  return { policy: reader.policy(json), problems: reader.problems };
}

/** Reads on after a problem so that the author sees all of them at once. */
class PolicyReader {
  readonly problems: Problem[] = [];

  constructor(private readonly where: string) {}

  policy(json: unknown): Policy {
    const document = this.object(json, '', 'PolicyNotAnObject', 'a policy must be a JSON object');
    this.onlyKnown(document, POLICY_ELEMENTS, '');
    const statements = document.Statement;
    if (statements === undefined) this.report('PolicyWithoutStatement', "a policy must have the element 'Statement'", '', undefined, 'add it');
    const list = Array.isArray(statements) ? (statements as readonly unknown[]) : statements === undefined ? [] : [statements];
    return {
      version: this.version(document.Version),
      ...this.optionalText('id', document.Id, 'Id'),
      statements: list.map((statement, index) => this.statement(statement, index)),
    };
  }

  private version(value: unknown): Policy['version'] {
    if (value === undefined) return '2008-10-17';
    if (value === '2012-10-17' || value === '2008-10-17') return value;
    this.report('PolicyVersionUnknown', "'Version' must be '2012-10-17' or '2008-10-17'", 'Version', value, "write '2012-10-17'");
    return '2008-10-17';
  }

  private statement(json: unknown, index: number): Statement {
    const at = `Statement[${index}]`;
    const statement = this.object(json, at, 'StatementNotAnObject', 'a statement must be a JSON object');
    this.onlyKnown(statement, STATEMENT_ELEMENTS, at);
    const principal = this.principal(statement, at);
    const resource = this.choice(statement, 'Resource', at);
    return {
      index,
      ...this.optionalText('sid', statement.Sid, `${at}.Sid`),
      effect: this.effect(statement.Effect, at),
      ...(principal === undefined ? {} : { principal }),
      action: this.action(statement, at),
      ...(resource === undefined ? {} : { resource }),
      conditions: this.conditions(statement.Condition, `${at}.Condition`),
    };
  }

  private effect(value: unknown, at: string): Statement['effect'] {
    if (value === 'Allow' || value === 'Deny') return value;
    this.report('StatementEffectUnknown', "'Effect' must be 'Allow' or 'Deny', in this case", `${at}.Effect`, value, 'write one of them');
    return 'Deny';
  }

  private action(statement: Json, at: string): ActionElement {
    const action = this.choice(statement, 'Action', at);
    if (action === undefined) {
      if (!('Action' in statement || 'NotAction' in statement)) {
        this.report('StatementWithoutAction', "a statement must have 'Action' or 'NotAction'", at, undefined, 'add one of them');
      }
      return { not: false, patterns: [] };
    }
    for (const pattern of action.patterns) {
      const prefixed = pattern.includes(':') || /^\*+$/.test(pattern) || pattern.includes('⟦');
      if (!prefixed) this.report('ActionWithoutService', "an action must be '<service>:<action>' or '*'", at, pattern, "put the service's prefix before it");
    }
    return action;
  }

  /** `Action` or `NotAction`, `Resource` or `NotResource`: one of the two. */
  private choice(statement: Json, name: string, at: string): ResourceElement | undefined {
    this.notBoth(statement, name, at);
    const not = statement[name] === undefined;
    const value = statement[name] ?? statement[`Not${name}`];
    return value === undefined ? undefined : { not, patterns: this.texts(value, `${at}.${not ? 'Not' : ''}${name}`) };
  }

  private principal(statement: Json, at: string): PrincipalElement | undefined {
    this.notBoth(statement, 'Principal', at);
    const not = statement.Principal === undefined;
    const value = statement.Principal ?? statement.NotPrincipal;
    if (value === undefined) return undefined;
    if (value === '*') return { not, everyone: true, aws: [], service: [], federated: [], canonicalUser: [] };
    const path = `${at}.${not ? 'Not' : ''}Principal`;
    const types = this.object(value, path, 'PrincipalMalformed', "a principal must be '*' or an object of principal types");
    this.onlyKnown(types, PRINCIPAL_TYPES, path);
    const of = (type: string): readonly string[] => (types[type] === undefined ? [] : this.texts(types[type], `${path}.${type}`));
    const aws = of('AWS');
    const others = { service: of('Service'), federated: of('Federated'), canonicalUser: of('CanonicalUser') };
    if (Object.keys(types).length === 0) this.report('PrincipalMalformed', 'a principal must name somebody', path, value, 'name a principal');
    return { not, everyone: aws.includes('*'), aws: aws.filter((text) => text !== '*'), ...others };
  }

  private conditions(block: unknown, at: string): readonly Condition[] {
    if (block === undefined) return [];
    const operators = this.object(block, at, 'ConditionMalformed', "'Condition' must be an object of operators");
    return Object.entries(operators).flatMap(([name, keys]) => {
      const operator = parseOperatorName(name);
      if (operator === undefined) {
        this.report('ConditionOperatorUnknown', 'a condition operator must be one of the policy language', `${at}.${name}`, name, 'correct its name');
        return [];
      }
      const tests = this.object(keys, `${at}.${name}`, 'ConditionMalformed', 'a condition operator must hold an object of condition keys');
      return Object.entries(tests).map(([key, value]): Condition => ({ ...operator, key, values: this.values(value, `${at}.${name}.${key}`) }));
    });
  }

  /** Condition values; the language takes numbers and booleans for the text they print as. An empty list is kept: see the evaluator. */
  private values(value: unknown, at: string): readonly string[] {
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    return list.flatMap((item) => {
      if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') return [String(item)];
      this.report('ConditionValueMalformed', 'a condition value must be a text, a number or a boolean', at, item, 'write it as one');
      return [];
    });
  }

  private texts(value: unknown, at: string): readonly string[] {
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    if (list.length === 0) this.report('ElementEmpty', 'an element must have at least one value', at, value, 'add one, or leave the element out');
    return list.flatMap((item) => {
      if (typeof item === 'string' && item !== '') return [item];
      this.report('ElementNotText', 'an element must hold non-empty texts', at, item, 'write a text');
      return [];
    });
  }

  private optionalText<Name extends string>(name: Name, value: unknown, at: string): { readonly [key in Name]?: string } {
    if (value === undefined) return {};
    if (typeof value !== 'string') this.report('ElementNotText', 'the element must be a text', at, value, 'write a text');
    return { [name]: String(value) } as { readonly [key in Name]: string };
  }

  private notBoth(statement: Json, name: string, at: string): void {
    if (statement[name] === undefined || statement[`Not${name}`] === undefined) return;
    this.report('ElementsExclusive', `a statement must not have both '${name}' and 'Not${name}'`, at, undefined, 'split it into two statements');
  }

  private onlyKnown(value: Json, known: readonly string[], at: string): void {
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      const likely = known.find((other) => other.toLowerCase() === name.toLowerCase());
      const fix = likely === undefined ? `remove it; known are ${known.join(', ')}` : `write '${likely}'`;
      this.report('ElementUnknown', 'an element must be one of the policy language', at, name, fix);
    }
  }

  private object(value: unknown, at: string, code: string, what: string): Json {
    if (isJsonObject(value)) return value;
    this.report(code, what, at, value, 'correct it');
    return {};
  }

  private report(code: string, what: string, at: string, got: unknown, fix: string): void {
    this.problems.push({ code, what, got, where: at === '' ? this.where : `${this.where} ${at}`, fix });
  }
}

function isJsonObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

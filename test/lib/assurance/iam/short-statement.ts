export type Names = string | readonly string[];

/** A statement in short: `Allow` the actions `on` the resources `to` somebody `if` conditions hold; `…Not`, `notOn`, `notTo` for all but those. */
export interface ShortStatement {
  readonly Allow?: Names;
  readonly Deny?: Names;
  readonly AllowNot?: Names;
  readonly DenyNot?: Names;
  readonly on?: Names;
  readonly notOn?: Names;
  readonly to?: unknown;
  readonly notTo?: unknown;
  readonly if?: object;
}

/** The document that a policy of such statements is, as plain JSON. */
export function documentOf(statements: readonly ShortStatement[], version = '2012-10-17'): unknown {
  return JSON.parse(JSON.stringify({ Version: version, Statement: statements.map(longStatement) }));
}

function longStatement({ Allow, Deny, AllowNot, DenyNot, on, notOn, to, notTo, if: Condition }: ShortStatement): object {
  return { Effect: (Allow ?? AllowNot) === undefined ? 'Deny' : 'Allow', Action: Allow ?? Deny, NotAction: AllowNot ?? DenyNot, Resource: on, NotResource: notOn, Principal: to, NotPrincipal: notTo, Condition };
}

import { positionOf, type Model } from './model';
import type { Run } from './run';
import type { Node } from './source';
import { asSymbol, text, Unknown, type Value } from './value';

/** What `AWS::NoValue` leaves: the property or item is not there. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');
export type Result = Value | typeof NO_VALUE;

/** A template in one run: what the functions of CloudFormation need to resolve their arguments. */
export interface Context {
  readonly run: Run;
  readonly model: Model;
  value(node: Node): Result;
  /** Undefined when it is left open. */
  condition(name: string): boolean | undefined;
  /** A property of a resource; undefined when absent. */
  property(logicalId: string, ...path: readonly string[]): Value | undefined;
  /** The same run in another template. */
  within(model: Model): Context;
  /** The same template with every decision left open. */
  undecided(): Context;
}

/** Longest text that is put together; a chain of Fn::Sub can double it at each link. */
const LONGEST_TEXT = 1_000_000;

export function unknownAt({ model }: Context, code: string, node: { readonly at: number }, details: { readonly [detail: string]: unknown } = {}, name?: string): Unknown {
  const position = positionOf(model, node);
  return new Unknown({ code, ...details, template: model.name, position }, name ?? `${code}(${position.file}:${position.line}:${position.column})`);
}

/** The value as it stands in a longer text; what is unknown becomes a symbol whose cause is kept. */
export function piece(context: Context, result: Result): string {
  if (result === NO_VALUE) return '';
  const written = text(result);
  if (written === undefined) return '';
  if (typeof written === 'string') return written;
  context.run.universe.causes.set(written.name, written.cause);
  return asSymbol(written);
}

export function bounded(context: Context, node: Node, pieces: readonly string[], between = ''): Value {
  let length = 0;
  for (const each of pieces) length += each.length + between.length;
  return length > LONGEST_TEXT ? unknownAt(context, 'TextTooLong', node, { limit: LONGEST_TEXT }) : pieces.join(between);
}

import { NO_VALUE, piece, type Context } from './context';
import { section, type Model } from './model';
import type { Export, Exports } from './run';
import { child, scalarText } from './source';
import { symbolsIn } from './symbols';
import { Unknown, type Value } from './value';

/** Value of an output; undefined when the template has none of the name, or not in this variant. */
export function outputOf(context: Context, name: string): Value | undefined {
  const { run, model } = context;
  const node = section(model, 'Outputs').get(name)?.value;
  const value = child(node, 'Value');
  if (node === undefined || value === undefined) return undefined;
  const label = `${model.name}.Outputs.${name}`;
  return run.once(`${model.name}|output|${name}`, () => {
    const condition = scalarText(child(node, 'Condition'));
    const there = condition === undefined ? true : context.condition(condition);
    if (there === undefined) return new Unknown({ code: run.openCode, decision: `${model.name}.${condition ?? ''}` }, label);
    const result = there ? context.value(value) : undefined;
    return result === NO_VALUE ? undefined : result;
  }, () => new Unknown({ code: 'CircularReference', template: model.name, output: name }, label));
}

export function exportName(context: Context, output: string): string | undefined {
  const name = child(child(section(context.model, 'Outputs').get(output)?.value, 'Export'), 'Name');
  if (name === undefined) return undefined;
  const value = context.run.once(`${context.model.name}|export|${output}`, () => piece(context, context.value(name)), () => undefined);
  return typeof value === 'string' ? value : undefined;
}

export type Found = { readonly kind: 'found'; readonly value: Value } | { readonly kind: 'absent' | 'ambiguous' };

/** What another template exports under a name, to the same account and region. */
export function imported(context: Context, name: string): Found {
  const { model } = context;
  const { byName, undecided } = exportsOf(context);
  const candidates = [...(byName.get(name) ?? []), ...undecided.filter((each) => exportName(context.within(each.model), each.output) === name)];
  return only(context, candidates.filter((each) => together(model, each.model)));
}

/** Fn::GetStackOutput reads an output by the stack's name, exported or not. */
export function stackOutput(context: Context, stack: string, output: string, region: string | undefined): Found {
  const models = context.run.universe.models.filter(({ template, environment }) => template.stackName === stack && (region === undefined || environment.region === undefined || environment.region === region));
  return only(context, models.filter((model) => section(model, 'Outputs').has(output)).map((model) => ({ model, output })));
}

/** The exports of all templates by name; read once, with every decision left open. A name that is itself imported is not found while they are read. */
function exportsOf(context: Context): Exports {
  const { universe } = context.run;
  if (universe.exports === 'being-read') {
    context.run.touch();
    return { byName: new Map(), undecided: [] };
  }
  if (universe.exports !== undefined) return universe.exports;
  universe.exports = 'being-read';
  const open = context.undecided();
  const byName = new Map<string, Export[]>();
  const undecided: Export[] = [];
  for (const model of universe.models) {
    for (const output of section(model, 'Outputs').keys()) {
      const name = exportName(open.within(model), output);
      if (name === undefined) continue;
      if (symbolsIn(name).some(({ shape }) => shape === 'any')) undecided.push({ model, output });
      else byName.set(name, [...(byName.get(name) ?? []), { model, output }]);
    }
  }
  universe.exports = { byName, undecided };
  return universe.exports;
}

function only(context: Context, candidates: readonly Export[]): Found {
  const there = candidates.map((each) => ({ value: outputOf(context.within(each.model), each.output) })).flatMap(({ value }) => (value === undefined ? [] : [value]));
  const [first, ...more] = there;
  if (first === undefined) return { kind: 'absent' };
  return more.length > 0 ? { kind: 'ambiguous' } : { kind: 'found', value: first };
}

function together(one: Model, other: Model): boolean {
  const same = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;
  return same(one.environment.region, other.environment.region) && same(one.environment.accountId, other.environment.accountId);
}

import { existsSync } from 'node:fs';
import { facts, loadAssembly, parseTemplate, type Facts, type Template } from '../template';

/** What the matchers judge: a Stack, Stage or App, a Template of aws-cdk-lib/assertions, facts, or the path of a template or cloud assembly. */
export type Judged = object | string;

/** What is judged, and the templates whose resources are meant: of a stack its own, seen together with those it refers to. */
export interface Subject {
  readonly facts: Facts;
  readonly templates: readonly Template[];
  /** Name of the stack's template; undefined when everything is meant. */
  readonly only?: string;
}

const known = new WeakMap<object, Subject>();

/** Constructs are synthesized once; the same subject is resolved once. */
export function subjectOf(judged: Judged): Subject {
  if (typeof judged === 'string') {
    if (!existsSync(judged)) throw new Error(`expected a Stack, App, Template, or the path of a template or cloud assembly, got ${JSON.stringify(judged)}, which does not exist`);
    return ofTemplates(loadAssembly(judged));
  }
  const found = known.get(judged) ?? resolved(judged);
  known.set(judged, found);
  return found;
}

/** Facts of the stack's own templates alone: what a snapshot of it shows. */
export function ownFacts(judged: Judged): Facts {
  const { facts: all, templates, only } = subjectOf(judged);
  return only === undefined ? all : facts(templates.filter(({ name }) => name === only));
}

function resolved(judged: object): Subject {
  if (isFacts(judged)) return { facts: judged, templates: [] };
  if (isTemplate(judged)) return ofTemplates([parseTemplate(JSON.stringify(judged.toJSON()), 'Template.json')]);
  const stage = stageOf(judged);
  if (stage === undefined) throw new Error('expected a Stack, App, Template, or the path of a template or cloud assembly');
  const only = 'artifactId' in judged && typeof judged.artifactId === 'string' ? judged.artifactId : undefined;
  return ofTemplates(loadAssembly(stage.synth().directory), only);
}

function ofTemplates(templates: readonly Template[], only?: string): Subject {
  return { facts: facts(templates), templates, only };
}

interface Synthesized {
  synth(): { readonly directory: string };
}

/** The stage or app of a construct, found by shape: this module works with whichever copy of aws-cdk-lib made it. */
function stageOf(construct: object): Synthesized | undefined {
  let here: unknown = construct;
  while (typeof here === 'object' && here !== null) {
    if ('synth' in here && typeof here.synth === 'function') return here as Synthesized;
    here = 'node' in here && typeof here.node === 'object' && here.node !== null && 'scope' in here.node ? here.node.scope : undefined;
  }
  return undefined;
}

function isFacts(judged: object): judged is Facts {
  return 'variants' in judged && 'ofType' in judged && 'resources' in judged;
}

function isTemplate(judged: object): judged is { toJSON(): object } {
  return 'toJSON' in judged && typeof judged.toJSON === 'function' && 'hasResourceProperties' in judged;
}

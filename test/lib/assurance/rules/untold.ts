import type { Rule } from '../../../../lib/assurance/rules/rule';
import { runRules } from '../../../../lib/assurance/rules/run';
import { facts, parseTemplate } from '../../../../lib/assurance/template';
import { Source } from '../../../../lib/assurance/template/source';
import { readYaml } from '../../../../lib/assurance/template/yaml';
import { get, isJsonMap, places, plainJson, put, type Json, type Path } from '../template/plain-json';
import { worst } from './cases';

/** A value that the template does not tell. */
const UNTOLD: Json = { 'Fn::ImportValue': 'elsewhere' };

/**
 * Places of a template that breaks a rule where, put out of sight, they make the rule hold or not apply: each is a fault of the rule, since what cannot be seen may be
 * as wrong as before. An empty text or list is left out: whether something is written is all that some rules ask, and an import is something.
 */
export function provedUntold(rule: Rule, text: string): readonly string[] {
  const template = plainJson(readYaml(new Source('T.yaml', text)));
  return placesOf(template).filter((path) => {
    const checks = runRules(facts([parseTemplate(JSON.stringify(put(template, path, () => UNTOLD)), 'T.json')]), [rule]);
    return !['refuted', 'unknown'].includes(worst(checks));
  }).map((path) => path.slice(1).join('.'));
}

function placesOf(template: Json): readonly Path[] {
  const resources = get(template, ['Resources']);
  if (!isJsonMap(resources ?? null)) return [];
  return Object.keys(resources ?? {}).flatMap((id) => places(get(template, ['Resources', id, 'Properties']) ?? null).slice(1).map((path): Path => ['Resources', id, 'Properties', ...path]))
    .filter((path) => !path.some((key) => typeof key === 'string' && (key === 'Ref' || key.startsWith('Fn::'))) && !isEmpty(get(template, path)));
}

function isEmpty(value: Json | undefined): boolean {
  return value === '' || value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
}

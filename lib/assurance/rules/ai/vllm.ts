import { at, isUnknown, list, text, Unknown, type Resource, type Value } from '../../template';
import { CONTAINERS } from '../compute/containers';
import { isOpen, told, unread } from '../compute/expectations';
import { everyPlace, type Path } from '../compute/places';
import { fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome } from '../rule';

/** A container that starts the inference server vLLM. */
export interface InferenceServer {
  readonly container: Value;
  readonly path: Path;
  /** The value of a flag, `true` for one without a value, undefined when it is not given. */
  flag(name: string): string | true | undefined;
  /** Of the environment; undefined when it is not set, unknown when a variable whose name is not told may be it. */
  variable(name: string): Value | undefined;
}

/** Judges every server of a task; a command that cannot be read may be one, but nothing says so. */
export function everyInferenceServer(resource: Resource, judge: (server: InferenceServer) => Outcome): Outcome {
  return everyPlace(resource, CONTAINERS, (container, path) => {
    const words = [...wordsOf(at(container, 'EntryPoint')), ...wordsOf(at(container, 'Command'))];
    if (!isServer(words, container)) return skip('NoInferenceServer');
    if (words.includes(undefined)) return unknownOutcome({ code: 'CommandNotKnown', property: [...path, 'Command'].join('.') });
    return judge({ container, path, flag: (name) => flagOf(words, name), variable: (name) => variableOf(container, name) });
  });
}

/** Flags without a value: what stands behind one may be the next. */
const SWITCH = /^--(?:disable|enable|no|trust|use|async|skip)[-_]/;

/** Words of a command; a command of the shell is cut at its spaces. Undefined where a word is not known and may be a flag. */
function wordsOf(value: Value | undefined): readonly (string | undefined)[] {
  const items = list(value);
  if (items === undefined) return [];
  if (isUnknown(items)) return [undefined];
  return items.flatMap((item, index) => {
    const word = text(item);
    const before = String(items[index - 1] ?? '');
    const value = /^--[^=]+$/.test(before) && !SWITCH.test(before);
    if (typeof word !== 'string' || (isOpen(word) && !value)) return [undefined];
    return /(?:^|[\s/])vllm\s|vllm\.entrypoints\S*\s/.test(word) ? word.split(/\s+/) : [word];
  });
}

function isServer(words: readonly (string | undefined)[], container: Value): boolean {
  const vllm = words.findIndex((word) => word !== undefined && /(?:^|\/)vllm$/.test(word));
  if (vllm >= 0 && words.slice(vllm + 1).includes('serve')) return true;
  if (words.some((word) => word?.startsWith('vllm.entrypoints.') === true)) return true;
  const image = text(at(container, 'Image'));
  return typeof image === 'string' && /(?:^|\/)vllm-openai[:@]/.test(image);
}

function flagOf(words: readonly (string | undefined)[], name: string): string | true | undefined {
  let found: string | true | undefined;
  words.forEach((word, index) => {
    const written = word?.replaceAll('_', '-');
    if (written === name) {
      const next = words[index + 1];
      found = next === undefined || next.startsWith('--') ? true : next;
    } else if (word !== undefined && written?.startsWith(`${name}=`) === true) found = word.slice(name.length + 1);
  });
  return found;
}

function variableOf(container: Value, name: string): Value | undefined {
  const items = list(at(container, 'Environment'));
  if (items === undefined || isUnknown(items)) return items;
  const found = items.find((item) => text(at(item, 'Name')) === name);
  const open = found === undefined ? items.find((item) => unread(item) || isUnknown(told(at(item, 'Name')))) : undefined;
  return open === undefined ? at(found, 'Value') : new Unknown({ code: 'VariableNotKnown', variable: name }, `variable ${name}`);
}

export function judgeFlag({ flag, path }: InferenceServer, name: string, holds: (value: string | true | undefined) => boolean): Outcome {
  const value = flag(name);
  if (typeof value === 'string' && isOpen(value)) return unknownOutcome({ code: 'FlagNotKnown', property: [...path, 'Command'].join('.'), flag: name });
  return holds(value) ? PASS : fail({ id: name, path: [...path, 'Command'], because: [{ code: value === undefined ? 'FlagMissing' : 'FlagDiffers', flag: name, got: value ?? '' }] });
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '../contract/platform-error';
import { isObject, listAt, objectAt, textAt, valueAt, type Json } from './json';

/** One piece of construct metadata. */
export interface Metadata {
  /** Construct path without a leading slash. */
  readonly path: string;
  readonly type: string;
  readonly data: unknown;
  /** Outermost call that left it, where traces are kept: `...new Vpc in aws-cdk-lib...`. */
  readonly caller?: string;
}

/** One stack of an assembly, as synthesized. */
export interface AssemblyStack {
  /** Id of the artifact, unique in the assembly. */
  readonly id: string;
  /** Construct path. */
  readonly path: string;
  /** Name under which CloudFormation knows it. */
  readonly stackName: string;
  readonly region?: string;
  readonly template: Json;
  readonly bytes: number;
  /** Ids of the stacks that must be deployed before. */
  readonly dependencies: readonly string[];
  readonly metadata: readonly Metadata[];
}

/** A synthesized cloud assembly, read and not yet judged. */
export interface Assembly {
  readonly stacks: readonly AssemblyStack[];
  /** `validation-report.json`; undefined when nothing judged the synthesis. */
  readonly validation?: Json;
}

export interface ReadOptions {
  /** Hears what is being read. @default - nobody */
  readonly onProgress?: (step: string) => void;
}

/** Reads a cloud assembly directory (`cdk.out`), nested assemblies included. */
export function readAssembly(directory: string, options: ReadOptions = {}): Assembly {
  const validation = join(directory, 'validation-report.json');
  return { stacks: readStacks(directory, options), validation: existsSync(validation) ? readJson(validation) : undefined };
}

function readStacks(directory: string, options: ReadOptions): AssemblyStack[] {
  const artifacts = Object.entries(objectAt(readJson(join(directory, 'manifest.json')), 'artifacts'));
  const isStack = new Set(artifacts.flatMap(([id, artifact]) => (textAt(artifact, 'type') === 'aws:cloudformation:stack' ? [id] : [])));
  return artifacts.flatMap(([id, artifact]) => {
    const nested = textAt(artifact, 'properties', 'directoryName');
    if (textAt(artifact, 'type') === 'cdk:cloud-assembly' && nested !== undefined) return readStacks(join(directory, nested), options);
    const templateFile = textAt(artifact, 'properties', 'templateFile');
    if (!isStack.has(id) || templateFile === undefined) return [];
    const path = textAt(artifact, 'displayName')?.replace(/ \(.*\)$/, '') ?? id;
    options.onProgress?.(`reading ${path}`);
    const text = readText(join(directory, templateFile));
    const region = textAt(artifact, 'environment')?.split('/').at(-1);
    return [
      {
        id,
        path,
        stackName: textAt(artifact, 'properties', 'stackName') ?? id,
        region: region === 'unknown-region' ? undefined : region,
        template: parse(text, templateFile),
        bytes: Buffer.byteLength(text),
        dependencies: listAt(artifact, 'dependencies').filter((dependency): dependency is string => typeof dependency === 'string' && isStack.has(dependency)),
        metadata: [...metadataOf(valueAt(artifact, 'metadata')), ...metadataOf(additionalMetadata(directory, artifact))],
      },
    ];
  });
}

function additionalMetadata(directory: string, artifact: unknown): unknown {
  const file = textAt(artifact, 'additionalMetadataFile');
  return file === undefined ? undefined : readJson(join(directory, file));
}

function metadataOf(value: unknown): Metadata[] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([path, entries]) =>
    (Array.isArray(entries) ? entries : []).flatMap((entry: unknown) => {
      const type = textAt(entry, 'type');
      return type === undefined ? [] : [{ path: path.replace(/^\//, ''), type, data: valueAt(entry, 'data'), caller: callerOf(entry) }];
    }),
  );
}

function callerOf(entry: unknown): string | undefined {
  const [first] = listAt(entry, 'trace');
  return typeof first === 'string' ? first.trim() : undefined;
}

function readJson(file: string): Json {
  return parse(readText(file), file);
}

function readText(file: string): string {
  if (!existsSync(file)) throw new PlatformError([{ code: 'AssemblyIncomplete', what: 'a cloud assembly must hold this file', got: file, fix: 'synthesize first: npx cdk synth' }]);
  return readFileSync(file, 'utf8');
}

function parse(text: string, file: string): Json {
  const value: unknown = JSON.parse(text);
  if (isObject(value)) return value;
  throw new PlatformError([{ code: 'AssemblyUnreadable', what: 'a file of the assembly must hold a JSON object', got: file, fix: 'synthesize again' }]);
}

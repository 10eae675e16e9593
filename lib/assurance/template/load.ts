import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { PlatformError } from '../../contract/platform-error';
import { readJson } from './json';
import { child, LIMITS, scalarText, Source, type MapNode, type Node } from './source';
import { nameOf, parseTemplate, type Environment, type Template, type TemplateIdentity } from './template';

const DEEPEST_NESTING = 10;

/**
 * Reads what is on disk: a cloud assembly (its folder or manifest.json, stages included) or CloudFormation templates, JSON or YAML. Templates of nested
 * stacks come along where the assembly, or a relative TemplateURL, has them as files.
 * @throws PlatformError naming the file, line and column of what cannot be read
 */
export function loadAssembly(path: string | readonly string[]): readonly Template[] {
  const paths = typeof path === 'string' ? [path] : path;
  return withUniqueNames(paths.flatMap((each) => {
    const folder = basename(each) === 'manifest.json' ? dirname(each) : each;
    return folder !== each || isFolder(each) ? readAssembly(folder) : [readTemplate(each, {}, [])];
  }));
}

function readAssembly(folder: string): readonly Template[] {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw problem('NotAnAssembly', 'a folder must be a cloud assembly with manifest.json', folder, "name the output of 'cdk synth', or template files");
  const manifest = new Source(file, readText(file));
  const artifacts = child(readJson(manifest), 'artifacts');
  if (artifacts?.kind !== 'map') return manifest.fail('NotAnAssembly', "the manifest of a cloud assembly must have 'artifacts'", 0, "name the output of 'cdk synth'");
  return [...artifacts.entries].flatMap(([id, { value }]) => {
    const properties = child(value, 'properties');
    const type = scalarText(child(value, 'type'));
    const nested = scalarText(child(properties, 'directoryName'));
    if (type === 'cdk:cloud-assembly' && nested !== undefined) return readAssembly(join(folder, nested));
    const template = scalarText(child(properties, 'templateFile'));
    if (type !== 'aws:cloudformation:stack' || template === undefined) return [];
    const stack = { name: id, stackName: scalarText(child(properties, 'stackName')) ?? id, environment: environmentOf(scalarText(child(value, 'environment'))) };
    const metadata = metadataOf(value, folder);
    return [readTemplate(join(folder, template), { ...stack, paths: pathsOf(metadata), ...answeredFor(metadata) }, [])];
  });
}

function readTemplate(file: string, identity: TemplateIdentity, above: readonly string[]): Template {
  if (above.includes(file) || above.length > DEEPEST_NESTING) throw problem('NestedTooDeep', `nested stacks must not contain themselves, nor be more than ${DEEPEST_NESTING} deep`, file, 'correct the TemplateURL');
  const template = parseTemplate(readText(file), file, identity);
  const nested = new Map<string, Template>();
  const resources = child(template.root, 'Resources');
  for (const [logicalId, { value }] of resources?.kind === 'map' ? resources.entries : []) {
    const local = value.kind === 'map' ? localTemplate(value, dirname(file)) : undefined;
    if (local !== undefined) nested.set(logicalId, readTemplate(local, { name: `${template.name}/${logicalId}`, environment: template.environment }, [...above, file]));
  }
  return { ...template, nested };
}

/** File of a nested stack's template: where CDK says the asset lies, or a relative TemplateURL as `aws cloudformation package` takes it. */
function localTemplate(resource: MapNode, folder: string): string | undefined {
  if (scalarText(child(resource, 'Type')) !== 'AWS::CloudFormation::Stack') return undefined;
  const asset = scalarText(child(child(resource, 'Metadata'), 'aws:asset:path'));
  const url = scalarText(child(child(resource, 'Properties'), 'TemplateURL'));
  return [asset, url].flatMap((name) => (name === undefined || isAbsolute(name) || name.includes('://') ? [] : [join(folder, name)])).find((file) => existsSync(file) && !isFolder(file));
}

interface MetadataEntry {
  /** Construct path. */
  readonly path: string;
  readonly type: string;
  readonly data: Node | undefined;
}

/** What CDK noted of each construct. */
function metadataOf(artifact: Node, folder: string): readonly MetadataEntry[] {
  const beside = scalarText(child(artifact, 'additionalMetadataFile'));
  const file = beside === undefined ? undefined : join(folder, beside);
  const metadata = file !== undefined && existsSync(file) ? readJson(new Source(file, readText(file))) : child(artifact, 'metadata');
  return [...(metadata?.kind === 'map' ? metadata.entries : [])].flatMap(([path, { value }]) => (value.kind === 'list' ? value.items : []).map((item) => (
    { path: path.replace(/^\//, ''), type: scalarText(child(item, 'type')) ?? '', data: child(item, 'data') })));
}

/** Acknowledgements and weakenings with owner and expiry as the constructs write them; plain ones of CDK have a reason only. */
function answeredFor(metadata: readonly MetadataEntry[]): Pick<TemplateIdentity, 'acknowledgements' | 'weakenings'> {
  const word = (data: Node | undefined, key: string): string => scalarText(child(data, key)) ?? '';
  const own = metadata.flatMap(({ path, type, data }) => (type === 'secure-ai-platform:acknowledgement'
    ? [{ id: word(data, 'id'), path, reason: word(data, 'reason'), owner: word(data, 'owner'), expires: word(data, 'expires') }] : []));
  const known = new Set(own.map(({ id, path }) => `${path} ${id}`));
  const plain = metadata.flatMap(({ path, type, data }) => (type === 'aws:cdk:acknowledged-rules' && data?.kind === 'map' ? [...data.entries] : [])
    .flatMap(([id, { value }]) => (known.has(`${path} ${id}`) ? [] : [{ id, path, reason: scalarText(value) ?? '' }])));
  const weakenings = metadata.flatMap(({ path, type, data }) => (type === 'secure-ai-platform:weakening'
    ? [{ control: word(data, 'control'), path, reason: word(data, 'reason'), owner: word(data, 'owner'), expires: word(data, 'expires') }] : []));
  return { acknowledgements: [...own, ...plain], weakenings };
}

/** Construct paths by logical id. An id that a nested stack uses too names neither. */
function pathsOf(metadata: readonly MetadataEntry[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const twice = new Set<string>();
  for (const { path, type, data } of metadata) {
    const logicalId = type === 'aws:cdk:logicalId' ? scalarText(data) : undefined;
    if (logicalId === undefined) continue;
    if (paths.has(logicalId)) twice.add(logicalId);
    paths.set(logicalId, path);
  }
  for (const logicalId of twice) paths.delete(logicalId);
  return paths;
}

/** `aws://123456789012/eu-central-1`; CDK writes unknown-account and unknown-region. */
function environmentOf(text: string | undefined): Environment {
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(text ?? '') ?? [];
  return { accountId: account === 'unknown-account' ? undefined : account, region: region === 'unknown-region' ? undefined : region };
}

function readText(file: string): string {
  if (!existsSync(file)) throw problem('FileNotFound', 'a template or cloud assembly must exist', file, 'name an existing file or folder');
  const { size } = statSync(file);
  if (size > LIMITS.characters) throw problem('TemplateTooLarge', `a template must have at most ${LIMITS.characters} bytes`, file, 'name a CloudFormation template: AWS takes 1 MB at most', size);
  return readFileSync(file, 'utf8');
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** Two files of one name are told apart by a number. */
function withUniqueNames(templates: readonly Template[]): readonly Template[] {
  const seen = new Map<string, number>();
  return templates.map((template) => {
    const name = template.name === '' ? nameOf(template.source.file) : template.name;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? template : renamed(template, `${name}~${count}`);
  });
}

function renamed(template: Template, name: string): Template {
  return { ...template, name, nested: new Map([...template.nested].map(([logicalId, nested]) => [logicalId, renamed(nested, `${name}/${logicalId}`)])) };
}

function problem(code: string, what: string, where: string, fix: string, got?: unknown): PlatformError {
  return new PlatformError([{ code, what, where, fix, got }]);
}

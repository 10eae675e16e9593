import type { Acknowledgement, Weakening } from './acknowledgement';
import { findCycle } from './cycles';
import { readJson } from './json';
import { child, LIMITS, scalarText, Source, type MapNode, type Node } from './source';
import { readYaml } from './yaml';

/** Where a stack goes, as far as the cloud assembly says. */
export interface Environment {
  readonly accountId?: string;
  readonly region?: string;
  readonly partition?: string;
}

/** One template that was read; nothing in it is resolved yet. */
export interface Template {
  /** Names the template in symbols and results; unique among those that are looked at together. */
  readonly name: string;
  /** Name of the stack, where it is known. */
  readonly stackName?: string;
  readonly environment?: Environment;
  readonly source: Source;
  readonly root: Node;
  /** Templates of `AWS::CloudFormation::Stack` resources by their logical id. */
  readonly nested: ReadonlyMap<string, Template>;
  /** Construct paths by logical id, where the cloud assembly has them. */
  readonly paths: ReadonlyMap<string, string>;
  /** Findings that somebody answers for, and named weakenings: of the cloud assembly's metadata and of the resources' own `Metadata`. */
  readonly acknowledgements: readonly Acknowledgement[];
  readonly weakenings: readonly Weakening[];
}

export interface TemplateIdentity {
  readonly name?: string;
  readonly stackName?: string;
  readonly environment?: Environment;
  readonly paths?: ReadonlyMap<string, string>;
  readonly acknowledgements?: readonly Acknowledgement[];
  readonly weakenings?: readonly Weakening[];
}

/**
 * Reads a CloudFormation template, JSON or YAML, within the limits of source.ts.
 * @throws PlatformError with `file:line:column`: NotATemplate, TruncatedJson, InvalidJson, InvalidYaml, DuplicateKey, UnknownTag, TemplateTooLarge, TemplateTooDeep, AliasCycle, CircularReference, …
 */
export function parseTemplate(text: string, file: string, identity: TemplateIdentity = {}): Template {
  const source = new Source(file, text);
  if (text.length > LIMITS.characters) {
    source.fail('TemplateTooLarge', `a template must have at most ${LIMITS.characters} characters`, 0, 'name a CloudFormation template: AWS takes 1 MB at most', text.length);
  }
  return templateOf(isJson(text, file) ? readJson(source) : readYaml(source), source, identity);
}

/** A template from values already read, such as one that is part of a larger file. */
export function templateOf(root: Node, source: Source, identity: TemplateIdentity = {}): Template {
  const resources = child(root, 'Resources');
  if (resources?.kind !== 'map') return source.fail('NotATemplate', "a template must be a map with 'Resources'", resources?.at ?? root.at, 'name a CloudFormation template or a cloud assembly');
  for (const [logicalId, { value, at }] of resources.entries) {
    if (logicalId.startsWith('Fn::')) continue;
    if (value.kind !== 'map') source.fail('InvalidResource', `resource '${logicalId}' must be a map`, at, 'write Type and Properties');
    if (scalarText(child(value, 'Type')) === undefined) source.fail('InvalidResource', `resource '${logicalId}' must have a Type`, at, 'write the type, such as AWS::S3::Bucket');
  }
  for (const section of ['Parameters', 'Mappings', 'Conditions', 'Outputs']) {
    const node = child(root, section);
    if (node !== undefined && node.kind !== 'map') source.fail('NotATemplate', `'${section}' must be a map`, node.at, 'write one entry a name');
  }
  const cycle = findCycle(root);
  if (cycle !== undefined) source.fail('CircularReference', `references must not go round: ${cycle.path.join(' -> ')}`, cycle.at, 'break the circle: CloudFormation refuses it');
  return { name: identity.name ?? nameOf(source.file), stackName: identity.stackName, environment: identity.environment, source, root, nested: new Map(), paths: identity.paths ?? new Map(), acknowledgements: [...(identity.acknowledgements ?? []), ...ownAcknowledgements(resources)], weakenings: identity.weakenings ?? [] };
}

/** `Metadata: { SecureAi: { Acknowledge: [{ Id, Reason, Owner, Expires }] } }` at a resource, for templates that CDK did not write. */
function ownAcknowledgements(resources: MapNode): readonly Acknowledgement[] {
  return [...resources.entries].flatMap(([logicalId, { value }]) => {
    const list = child(child(child(value, 'Metadata'), 'SecureAi'), 'Acknowledge');
    return (list?.kind === 'list' ? list.items : []).flatMap((item) => {
      const [id, reason, owner, expires] = ['Id', 'Reason', 'Owner', 'Expires'].map((key) => scalarText(child(item, key)));
      return id === undefined ? [] : [{ id, logicalId, reason: reason ?? '', owner, expires }];
    });
  });
}

/** `out/Data.template.json` is `Data`. */
export function nameOf(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? file;
  return base.replace(/\.(?:json|ya?ml|template)$/i, '').replace(/(?:\.nested)?\.template$/i, '') || 'Template';
}

function isJson(text: string, file: string): boolean {
  return /\.json$/i.test(file) || (!/\.ya?ml$/i.test(file) && /^\uFEFF?\s*[{[]/.test(text));
}

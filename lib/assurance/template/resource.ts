import type { Step } from '../verdict';
import { NO_VALUE, type Context } from './context';
import type { Decision } from './decisions';
import { namesOf } from './identity';
import { positionOf, resourceNode, section, SERVERLESS } from './model';
import { propertiesOf } from './resolve';
import { child, scalarText, type Node, type Position } from './source';
import type { Environment } from './template';
import { canonical, text, Unknown, type ValueMap } from './value';

/** One resource in one form. */
export interface Resource {
  readonly template: string;
  readonly logicalId: string;
  readonly type: string;
  /** Construct path, where CDK wrote it. */
  readonly path?: string;
  /** Account, region and partition, as far as they are known. */
  readonly environment: Environment;
  readonly properties: ValueMap | Unknown;
  /** What Ref (`Ref`) and known attributes return. */
  readonly names: { readonly [attribute: string]: string };
  /** Name of the condition it is made under. */
  readonly condition?: string;
  /** Unknown when it cannot be told whether it is there. */
  readonly presence: 'present' | Unknown;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy?: string | Unknown;
  readonly updateReplacePolicy?: string | Unknown;
  /** The template does not say what is deployed: a transform makes something else of it. */
  readonly opaque?: Step;
  readonly position: Position;
  /** Each list of decisions that leads to this form; one empty list when it is always so. */
  readonly when: readonly (readonly Decision[])[];
}

/** Undefined when the resource's condition does not hold. */
export function readResource(context: Context, logicalId: string): Resource | undefined {
  const { model } = context;
  const node = resourceNode(model, logicalId);
  if (node === undefined) return undefined;
  const written = child(node, 'Condition');
  const condition = scalarText(written);
  const there = written === undefined ? true : condition === undefined ? undefined : context.condition(condition);
  if (there === false) return undefined;
  const type = scalarText(child(node, 'Type')) ?? '';
  return {
    template: model.name,
    logicalId,
    type,
    path: scalarText(child(child(node, 'Metadata'), 'aws:cdk:path')) ?? model.template.paths.get(logicalId),
    environment: model.environment,
    properties: propertiesOf(context, logicalId),
    names: namesOf(context, logicalId),
    condition,
    presence: there === true ? 'present' : presenceOpen(context, condition ?? ''),
    dependsOn: dependencies(child(node, 'DependsOn')),
    deletionPolicy: policy(context, child(node, 'DeletionPolicy')),
    updateReplacePolicy: policy(context, child(node, 'UpdateReplacePolicy')),
    opaque: opaqueness(context, type),
    position: positionOf(model, section(model, 'Resources').get(logicalId) ?? node),
    when: [[]],
  };
}

/** Two forms with the same text are the same. */
export function propertiesIdentity({ properties, names, presence, deletionPolicy, updateReplacePolicy }: Resource): string {
  return canonical([properties, { ...names }, presence, deletionPolicy ?? null, updateReplacePolicy ?? null]);
}

function presenceOpen({ model, run }: Context, condition: string): Unknown {
  const code = condition === '' ? 'MalformedCondition' : section(model, 'Conditions').has(condition) ? run.openCode : 'NoSuchCondition';
  return new Unknown({ code, condition, template: model.name }, `${model.name}.${condition}`);
}

function dependencies(node: Node | undefined): readonly string[] {
  const items = node?.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => scalarText(item) ?? []);
}

function policy(context: Context, node: Node | undefined): string | Unknown | undefined {
  if (node === undefined) return undefined;
  const value = context.value(node);
  return value === NO_VALUE ? undefined : text(value);
}

function opaqueness({ model }: Context, type: string): Step | undefined {
  if (model.macro !== undefined) return model.macro;
  if (type.startsWith('AWS::Serverless::')) return { code: 'ServerlessNotExpanded', transform: SERVERLESS, type };
  return type.endsWith('::MODULE') ? { code: 'ModuleNotExpanded', type } : undefined;
}

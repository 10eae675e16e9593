import { App, Stack, aws_kms as kms, type AppProps, type Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IsolatedNetwork, type IsolatedNetworkProps } from '../../../constructs/network';

export const ACCOUNT = '111122223333';
export const GERMANY: Environment = { account: ACCOUNT, region: 'eu-central-1' };

/** A template is data of any shape; tests look into it by name. */
type TemplateJson = ReturnType<Template['toJSON']>;

export interface Resource {
  readonly Type: string;
  readonly Properties: TemplateJson;
  readonly DependsOn?: string[];
}

export interface Synthesized {
  readonly stack: Stack;
  readonly network: IsolatedNetwork;
  readonly template: Template;
  readonly resources: Readonly<Record<string, Resource>>;
  /** Resources of one type. */
  of(type: string): Resource[];
}

export function testStack(env?: Environment, appProps?: AppProps): Stack {
  return new Stack(new App(appProps), 'Stack', { env });
}

export function network(stack: Stack, props: Partial<IsolatedNetworkProps> = {}): IsolatedNetwork {
  const logEncryptionKey = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`);
  return new IsolatedNetwork(stack, 'Network', { availabilityZones: ['eu-central-1a', 'eu-central-1b'], logEncryptionKey, ...props });
}

export function synthesize(props: Partial<IsolatedNetworkProps> = {}, env: Environment = GERMANY, appProps?: AppProps): Synthesized {
  const stack = testStack(env, appProps);
  return inspect(stack, network(stack, props));
}

export function inspect(stack: Stack, made: IsolatedNetwork): Synthesized {
  const template = Template.fromStack(stack);
  const resources: Record<string, Resource> = template.toJSON().Resources;
  return { stack, network: made, template, resources, of: (type) => Object.values(resources).filter((resource) => resource.Type === type) };
}

/** Text of a value with its intrinsics flattened: `{Ref: X}` is `<X>`. */
export function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(flat).join(',');
  if ('Ref' in value) return `<${String(value.Ref)}>`;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const [separator, parts] = value['Fn::Join'];
    return Array.isArray(parts) ? parts.map(flat).join(String(separator)) : `join(${String(separator)},${flat(parts)})`;
  }
  return JSON.stringify(value);
}

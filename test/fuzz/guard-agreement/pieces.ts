import { child, scalarText, type MapNode, type Node } from '../../../lib/assurance/template/source';

/** What a piece of a template most likely refers to, by the property that the reference stands under. */
const REFERRED: { readonly [property: string]: string } = {
  KmsKeyId: 'AWS::KMS::Key', KmsMasterKeyId: 'AWS::KMS::Key', KMSMasterKeyId: 'AWS::KMS::Key', KMSMasterKeyID: 'AWS::KMS::Key', KeyId: 'AWS::KMS::Key', EncryptionKey: 'AWS::KMS::Key', KeyArn: 'AWS::KMS::Key',
  SubnetId: 'AWS::EC2::Subnet', IamInstanceProfile: 'AWS::IAM::InstanceProfile', DestinationBucketName: 'AWS::S3::Bucket', RotationLambdaARN: 'AWS::Lambda::Function', SourceArn: 'AWS::SNS::Topic', GatewayId: 'AWS::EC2::InternetGateway',
};

/** Many tests are pieces of templates: what they refer to and leave out is put in, so that a rule sees a reference to something instead of an error. */
export function completed(input: Node): Node {
  const resources = child(input, 'Resources');
  if (input.kind !== 'map' || resources?.kind !== 'map') return input;
  const known = new Set([...resources.entries.keys(), ...keysOf(child(input, 'Parameters'))]);
  const missing = [...referencesIn(resources, '')].filter(([name]) => !known.has(name) && !name.startsWith('AWS::'));
  if (missing.length === 0) return input;
  const stubs = missing.map(([name, type]) => [name, { at: resources.at, value: map(resources.at, { Type: { kind: 'scalar', value: type, at: resources.at }, Properties: map(resources.at, {}) }) }] as const);
  const completedResources: MapNode = { ...resources, entries: new Map([...resources.entries, ...stubs]) };
  return { ...input, entries: new Map([...input.entries, ['Resources', { at: resources.at, value: completedResources }]]) };
}

/** Names that Ref and Fn::GetAtt use below a property that is known, with the type that it refers to. */
function referencesIn(node: Node, property: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const type = Object.hasOwn(REFERRED, property) ? REFERRED[property] : undefined;
  const getAtt = child(node, 'Fn::GetAtt');
  const name = scalarText(child(node, 'Ref')) ?? scalarText(getAtt)?.split('.')[0] ?? (getAtt?.kind === 'list' ? scalarText(getAtt.items[0]) : undefined);
  if (name !== undefined && type !== undefined) found.set(name, type);
  const below: readonly (readonly [string, Node])[] = node.kind === 'map' ? [...node.entries].map(([key, { value }]) => [key, value] as const) : node.kind === 'list' ? node.items.map((item) => [property, item] as const) : [];
  for (const [key, value] of below) for (const [each, kind] of referencesIn(value, key)) found.set(each, kind);
  return found;
}

function keysOf(node: Node | undefined): readonly string[] {
  return node?.kind === 'map' ? [...node.entries.keys()] : [];
}

function map(at: number, entries: { readonly [key: string]: Node }): MapNode {
  return { kind: 'map', at, entries: new Map(Object.entries(entries).map(([key, value]) => [key, { at, value }])) };
}

import type { Statement } from './policy-evaluator';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

const PSEUDO: Readonly<Record<string, string>> = { 'AWS::AccountId': ACCOUNT, 'AWS::Region': REGION, 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com' };

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export type Resources = Readonly<Record<string, Resource>>;

/** Replaces the intrinsic functions of a template by values as they would be in an account: every resource is named after its logical id. */
export function values(resources: Resources, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => values(resources, item));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node);
  const [name, argument]: [string, unknown] = entries[0] ?? ['', undefined];
  if (entries.length === 1 && name === 'Ref') return PSEUDO[String(argument)] ?? String(argument).toLowerCase();
  if (entries.length === 1 && name === 'Fn::GetAtt' && Array.isArray(argument)) return arn(resources, String(argument[0]));
  if (entries.length === 1 && name === 'Fn::Join' && Array.isArray(argument)) {
    const parts = values(resources, argument[1]);
    return Array.isArray(parts) ? parts.join(String(argument[0])) : parts;
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, values(resources, value)]));
}

export function arn(resources: Resources, logicalId: string): string {
  switch (resources[logicalId]?.Type) {
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${logicalId.toLowerCase()}`;
    case 'AWS::KMS::Key':
      return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${logicalId}`;
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${ACCOUNT}:role/${logicalId}`;
    default:
      return `arn:aws:unknown:${REGION}:${ACCOUNT}:${logicalId}`;
  }
}

/** The statements of one bucket's policy. */
export function policyOf(resources: Resources, bucketLogicalId: string): Statement[] {
  const policy = Object.values(resources).find(({ Type: type, Properties: properties }) =>
    type === 'AWS::S3::BucketPolicy' && JSON.stringify(properties['Bucket']) === JSON.stringify({ Ref: bucketLogicalId }));
  const document: unknown = values(resources, policy?.Properties['PolicyDocument']);
  if (!isDocument(document)) throw new Error(`${bucketLogicalId} has no policy`);
  return document.Statement;
}

function isDocument(value: unknown): value is { Statement: Statement[] } {
  return typeof value === 'object' && value !== null && 'Statement' in value && Array.isArray(value.Statement);
}

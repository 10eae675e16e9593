/** Resources in YAML for case tables: the one that is judged is `A`, with its properties in flow style. */
export function one(type: string, properties = '', ...others: readonly string[]): string {
  return [`A: {Type: '${type}', Properties: {${properties}}}`, ...others].join('\n');
}

/** As `one`, with attributes beside the properties: `DeletionPolicy: Retain`. */
export function kept(type: string, attributes: string, properties = '', ...others: readonly string[]): string {
  return [`A: {Type: '${type}', ${attributes}, Properties: {${properties}}}`, ...others].join('\n');
}

/** A key of the customer, named by `!GetAtt Key.Arn`. */
export const KEY = "Key: {Type: 'AWS::KMS::Key', Properties: {}}";
/** Something that is no key. */
export const ROLE = "Role: {Type: 'AWS::IAM::Role', Properties: {AssumeRolePolicyDocument: {Statement: []}}}";

/** Resources of a template with a parameter of two values, so that a condition `Strict` holds or does not. */
export function inTwoStates(resources: string): string {
  const indented = resources.split('\n').map((line) => `  ${line}`).join('\n');
  return `Parameters: {Mode: {Type: String, AllowedValues: [strict, loose]}}\nConditions: {Strict: !Equals [!Ref Mode, strict]}\nResources:\n${indented}`;
}

/** Properties in which a value stands at a path: `Encryption: {KmsKeyId: <value>}`. A part that is a number is an item of a list. */
export function placed(path: string, value: string): string {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) return `${key}: ${value}`;
  return rest[0] === '0' ? `${key}: [{${placed(rest.slice(1).join('.'), value)}}]` : `${key}: {${placed(rest.join('.'), value)}}`;
}

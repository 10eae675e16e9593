/** One resource on a line, properties in flow style. */
export function resource(id: string, type: string, properties = '{}'): string {
  return `${id}: { Type: ${type}, Properties: ${properties} }`;
}

export function lines(...resources: readonly string[]): string {
  return resources.join('\n');
}

/** A template whose parameters nobody gives a value: P a text, N a number, L a list; C is a condition on one more. */
export function open(...resources: readonly string[]): string {
  return [
    'Parameters:', '  P: { Type: String }', '  N: { Type: Number }', '  L: { Type: CommaDelimitedList }', '  Stage: { Type: String }',
    'Conditions:', '  C: !Equals [!Ref Stage, prod]',
    'Resources:', ...resources.flatMap((each) => each.split('\n')).map((line) => `  ${line}`),
  ].join('\n');
}

/** A VPC with one subnet. */
export const NETWORK = lines(resource('V', 'AWS::EC2::VPC', '{ CidrBlock: 10.0.0.0/16 }'), resource('S', 'AWS::EC2::Subnet', '{ VpcId: !Ref V, CidrBlock: 10.0.1.0/24 }'));

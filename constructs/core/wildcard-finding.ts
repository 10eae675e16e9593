import { Reference, Stack, Tokenization, type IResolvable } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { finding } from './acknowledge';

/**
 * The text as the template of this stack will hold it, references to other stacks turned into imports already. CDK does that only at
 * the end of synthesis, and the id of a wildcard finding, which holds the resource's text, would differ before and after.
 */
export function imported(scope: IConstruct, text: string): string {
  const stack = Stack.of(scope);
  const importToken = (token: IResolvable): IResolvable => {
    if (!Reference.isReference(token)) return token;
    const producer = Stack.of(token.target);
    if (producer === stack || producer.nestedStackParent !== undefined || producer.environment !== stack.environment) return token;
    return Tokenization.reverseCompleteString(producer.exportValue(token)) ?? token;
  };
  return Tokenization.reverseString(text).mapTokens({ mapToken: importToken }).join({ join: (left: unknown, right: unknown) => `${String(left ?? '')}${String(right ?? '')}` });
}

/** Id of cdk-nag's finding for a resource with a wildcard in a policy. */
export function wildcardFinding(scope: IConstruct, resource: string): string {
  return finding('AwsSolutions', `IAM5[Resource::${flatten(Stack.of(scope).resolve(resource))}]`);
}

/** References as cdk-nag writes them into ids: `<LogicalId>`, `<LogicalId.Attribute>`, `<AWS::Pseudo>`, and the bare name of an import. */
function flatten(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, body] = ['', undefined]] = Object.entries(value);
  if (name === 'Ref') return `<${flatten(body)}>`;
  if (name === 'Fn::GetAtt' && Array.isArray(body)) return `<${body.map(flatten).join('.')}>`;
  if (name === 'Fn::ImportValue') return flatten(body);
  if (name === 'Fn::Join' && Array.isArray(body)) {
    const [separator, parts] = body;
    return Array.isArray(parts) ? parts.map(flatten).join(String(separator)) : '';
  }
  return JSON.stringify(value);
}

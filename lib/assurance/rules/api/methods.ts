import { at, isUnknown, text, type Resource } from '../../template';

export const METHOD = 'AWS::ApiGateway::Method';

/** Methods that carry a body. */
const WRITES = ['POST', 'PUT', 'PATCH', 'ANY'];

export function httpMethod(method: Resource): string | undefined {
  const written = text(at(method.properties, 'HttpMethod'));
  return isUnknown(written) ? undefined : written?.toUpperCase();
}

/** Whether requests carry a body; a method that cannot be told may. */
export function writes(method: Resource): boolean {
  const name = httpMethod(method);
  return name === undefined || WRITES.includes(name) || name.includes('\u27E6');
}

/** Answers by itself: browsers ask without credentials what they may send, and a mock returns what stands in the template. */
export function answersByItself(method: Resource): boolean {
  const integration = at(method.properties, 'Integration');
  if (text(at(integration, 'Type')) === 'MOCK') return true;
  const onward = text(at(integration, 'IntegrationHttpMethod'));
  return httpMethod(method) === 'OPTIONS' && (onward === undefined || onward === 'OPTIONS');
}

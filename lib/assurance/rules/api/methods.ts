import { any, type Trilean } from '../../iam/trilean';
import { at, isUnknown, type Resource, type Value } from '../../template';
import type { Outcome } from '../rule';
import { doubted, told } from '../network/told';

export const METHOD = 'AWS::ApiGateway::Method';

/** Methods that carry a body. */
const WRITES = ['POST', 'PUT', 'PATCH', 'ANY'];

/** Whether requests carry a body. */
export function writes(method: Resource): Trilean {
  return word(at(method.properties, 'HttpMethod'), (name) => WRITES.includes(name.toUpperCase()));
}

/** Answers by itself: browsers ask without credentials what they may send, and a mock returns what stands in the template. */
export function answersByItself(method: Resource): Trilean {
  const integration = at(method.properties, 'Integration');
  const onward = at(integration, 'IntegrationHttpMethod');
  const preflight = word(at(method.properties, 'HttpMethod'), (name) => name.toUpperCase() === 'OPTIONS');
  const passedOn = onward === undefined ? 'yes' : word(onward, (name) => name === 'OPTIONS');
  return any([word(at(integration, 'Type'), (type) => type === 'MOCK'), preflight === 'no' || passedOn === 'no' ? 'no' : preflight === 'unknown' || passedOn === 'unknown' ? 'unknown' : 'yes']);
}

/** Judges a method that does more than answer by itself. */
export function unlessByItself(method: Resource, otherwise: Outcome, judge: () => Outcome): Outcome {
  const result = answersByItself(method);
  if (result === 'yes') return otherwise;
  return result === 'unknown' ? doubted(judge(), { code: 'PerhapsAnswersByItself' }) : judge();
}

function word(value: Value | undefined, test: (word: string) => boolean): Trilean {
  const written = told(value);
  if (written === undefined) return 'no';
  return isUnknown(written) ? 'unknown' : test(written) ? 'yes' : 'no';
}

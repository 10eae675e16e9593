import { at, type Resource } from '../../template';
import { every, isTrue, property } from '../outcome';
import type { Outcome } from '../rule';

export const VALIDATOR = 'AWS::ApiGateway::RequestValidator';

/** Whether a validator looks at the parameters, and at the body where there is one. */
export function validates(validator: Resource, body: boolean): Outcome {
  return every([property(validator, ['ValidateRequestParameters'], isTrue()), ...(body || at(validator.properties, 'ValidateRequestBody') !== undefined ? [property(validator, ['ValidateRequestBody'], isTrue())] : [])]);
}

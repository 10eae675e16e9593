import { at } from '../../template';
import { every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { authenticates, operations, repliesByItself } from './open-api';

export const apiDefinitionAuthorized: Rule = {
  id: 'ApiDefinitionAuthorized',
  title: 'every operation of the OpenAPI definition asks who calls',
  why: 'an operation without a security scheme that an authorizer or IAM checks is open to the internet',
  fix: 'give the operation, or the whole definition, a security scheme with x-amazon-apigateway-authorizer or AWS_IAM',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::Serverless::Api', 'AWS::Serverless::HttpApi'],
  check: ({ properties, type }) => {
    const property = type.startsWith('AWS::Serverless::') ? 'DefinitionBody' : 'Body';
    const body = at(properties, property);
    const elsewhere = at(properties, 'BodyS3Location') ?? at(properties, 'DefinitionUri');
    if (elsewhere !== undefined) return unknownOutcome({ code: 'DefinitionOutsideTemplate', property: 'BodyS3Location' });
    if (body === undefined) return skip('NoDefinition');
    const found = operations(body);
    if (found === undefined) return unknownOutcome({ code: 'DefinitionNotKnown', property });
    return every(found.map((operation) => {
      const result = repliesByItself(operation) ? 'yes' : authenticates(body, operation);
      if (result === 'unknown') return unknownOutcome({ code: 'SecurityNotKnown', operation: operation.name });
      return result === 'yes' ? PASS : fail({ id: operation.name, path: [property, ...operation.path], because: [{ code: 'OperationOpen', operation: operation.name }] });
    }));
  },
};

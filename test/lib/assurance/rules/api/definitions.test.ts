import { apiDefinitionAuthorized } from '../../../../../lib/assurance/rules/api/api-definition-authorized';
import { apiDefinitionEncrypted } from '../../../../../lib/assurance/rules/api/api-definition-encrypted';
import { apiModelStrict } from '../../../../../lib/assurance/rules/api/api-model-strict';
import { judge, ruleCases } from '../cases';
import { lines, open, resource } from '../network/write';

const SCHEMES = 'components: { securitySchemes: { Users: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: cognito_user_pools, x-amazon-apigateway-authorizer: { type: cognito_user_pools } }, Key: { type: apiKey, name: x-api-key, in: header }, Iam: { type: apiKey, x-amazon-apigateway-authtype: awsSigv4 } } }';
const api = (paths: string, more = ''): string => resource('A', 'AWS::ApiGateway::RestApi', `{ Body: { openapi: 3.0.1, ${SCHEMES}, ${more} paths: ${paths} } }`);

ruleCases(apiDefinitionAuthorized, {
  pass: {
    'every operation': api('{ /chat: { post: { security: [{ Users: [] }] }, get: { security: [{ Iam: [] }] } } }'), 'the whole definition': api('{ /chat: { post: {} } }', 'security: [{ Users: [scope] }],'),
    'a key besides': api('{ /chat: { post: { security: [{ Users: [], Key: [] }] } } }'), 'preflight and mocks': api('{ /chat: { options: {}, get: { x-amazon-apigateway-integration: { type: mock } } } }'),
    'the older format': resource('A', 'AWS::ApiGateway::RestApi', '{ Body: { swagger: "2.0", securityDefinitions: { F: { type: apiKey, x-amazon-apigateway-authtype: custom, x-amazon-apigateway-authorizer: { type: token } } }, paths: { /a: { x-amazon-apigateway-any-method: { security: [{ F: [] }] } } } } }'),
  },
  fail: {
    'one operation open': api('{ /chat: { post: { security: [{ Users: [] }] }, get: {} } }'), 'opened again': api('{ /chat: { post: { security: [] } } }', 'security: [{ Users: [] }],'),
    'a key alone': api('{ /chat: { post: { security: [{ Key: [] }] } } }'), 'anonymous as an alternative': api('{ /chat: { post: { security: [{ Users: [] }, {}] } } }'), 'a scheme that is not there': api('{ /chat: { post: { security: [{ Nobody: [] }] } } }'),
  },
  unknown: {
    'a definition elsewhere': resource('A', 'AWS::ApiGateway::RestApi', '{ BodyS3Location: { Bucket: b, Key: k } }'), 'a definition that is included': resource('A', 'AWS::ApiGateway::RestApi', '{ Body: { "Fn::Transform": { Name: AWS::Include, Parameters: { Location: s } } } }'),
    'security that nobody tells': open(api('{ /chat: { post: { security: !Ref L } } }')), 'an API that SAM makes': resource('A', 'AWS::Serverless::Api', '{ StageName: s, DefinitionUri: u }'),
  },
  skip: { 'no definition': resource('A', 'AWS::ApiGatewayV2::Api', '{ Name: a, ProtocolType: HTTP }') },
});

ruleCases(apiDefinitionEncrypted, {
  pass: { https: api('{ /chat: { post: { x-amazon-apigateway-integration: { uri: "https://x" } } } }') },
  fail: { http: api('{ /chat: { post: { x-amazon-apigateway-integration: { uri: "http://x" } } } }'), unverified: api('{ /chat: { post: { x-amazon-apigateway-integration: { uri: "https://x", tlsConfig: { insecureSkipVerification: true } } } } }') },
  unknown: { 'not told': open(api('{ /chat: { post: { x-amazon-apigateway-integration: { uri: !Ref L } } } }')) },
  skip: { 'no definition': resource('A', 'AWS::ApiGateway::RestApi', '{ Name: a }') },
});

test('names the operation that is open', () => {
  const found = judge(apiDefinitionAuthorized, api('{ /chat: { post: {}, get: { security: [{ Users: [] }] } } }'));
  expect(found.map(({ finding }) => finding)).toEqual(['POST /chat']);
});

const model = (schema: string): string => resource('M', 'AWS::ApiGateway::Model', `{ RestApiId: a, ContentType: application/json, Schema: ${schema} }`);
const STRICT = 'type: object, additionalProperties: false, required: [a]';

ruleCases(apiModelStrict, {
  pass: {
    'everything bounded': model(`{ ${STRICT}, properties: { a: { type: string, maxLength: 10 }, n: { type: integer, maximum: 4096 }, l: { type: array, maxItems: 9, items: { type: integer } }, e: { type: string, enum: [x] } } }`),
    'a schema as text': model('\'{"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"type":"string","maxLength":3}}}\''),
    'an object of bounded others': model(`{ ${STRICT}, properties: { m: { type: object, maxProperties: 4, additionalProperties: { type: string, maxLength: 9 } } } }`),
    'alternatives that say what is required': model('{ type: object, additionalProperties: false, properties: { a: { type: number } }, anyOf: [{ required: [a] }] }'),
  },
  fail: {
    'any property': model('{ type: object, required: [a], properties: { a: { type: string, maxLength: 10 } } }'), 'any property of an inner object': model(`{ ${STRICT}, properties: { a: { type: object, properties: { b: { type: boolean } } } } }`),
    'any length': model(`{ ${STRICT}, properties: { a: { anyOf: [{ type: string }, { type: "null" }] } } }`), 'any count': model(`{ ${STRICT}, properties: { a: { type: array, items: { type: number } } } }`),
    'any number of tokens': model(`{ ${STRICT}, properties: { max_tokens: { type: integer, minimum: 1 } } }`), 'nothing required': model('{ type: object, additionalProperties: false, properties: {} }'),
    'any type': model('{ properties: { a: { type: string, maxLength: 1 } } }'), 'no schema': resource('M', 'AWS::ApiGateway::Model', '{ RestApiId: a }'), 'text that is no schema': model('"{"'),
    'a looseness behind a definition': model(`{ ${STRICT}, definitions: { d: { type: string } }, properties: { a: { $ref: "#/definitions/d" } } }`), 'one type of several': model(`{ ${STRICT}, properties: { a: { type: [string, "null"] } } }`),
  },
  unknown: { 'a schema that nobody tells': open(model('!Ref L')), 'a part that nobody tells': open(model(`{ ${STRICT}, properties: { a: !Ref L } }`)) },
  skip: {
    'a model of answers': lines(model('{ type: object }'), resource('X', 'AWS::ApiGateway::Method', '{ HttpMethod: POST, RestApiId: a, RequestModels: { application/json: Other } }')),
  },
});

test('names every part of a schema that is unbounded', () => {
  const found = judge(apiModelStrict, model(`{ ${STRICT}, properties: { a: { type: string }, b: { type: array, items: { type: object } } } }`));
  expect(found.map(({ finding }) => finding)).toEqual(['properties.a', 'properties.b', 'properties.b.items']);
});

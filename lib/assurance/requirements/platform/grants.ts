import type { Conditions, Grant } from '../requirement';

export const ACCOUNT = '${AWS::AccountId}';
const REGION = '${AWS::Region}';
const PARTITION = '${AWS::Partition}';

export function arn(service: string, resource: string): string {
  return `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

/** Endpoint of a service in the region, as condition values name it. */
export function inRegion(...services: readonly string[]): readonly string[] {
  return services.map((service) => `${service}.${REGION}.amazonaws.com`);
}

/** The attribute of the resource at a construct path. */
export function of(path: string, attribute = 'Arn', rest = ''): string {
  return `\${${path}.${attribute}}${rest}`;
}

export function grant(actions: readonly string[], resources: readonly string[], when?: Conditions): Grant {
  return { actions, resources, ...(when === undefined ? {} : { when }) };
}

/** What a service may do with the resource that is asked about. */
export function byService(service: string, actions: readonly string[], when?: Conditions): Grant {
  return { actions, principals: [{ service }], ...(when === undefined ? {} : { when }) };
}

export const OF_ACCOUNT: Conditions = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };

/** Whoever is no AWS service. */
export const NO_SERVICE: Conditions = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };

/** A Lambda function at a construct path: its log group, and the queue of what it could not do. */
export function functionGrants(path: string, logs = `${path}/Logs/Resource`): readonly Grant[] {
  return [
    grant(['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'], [of(`${path}/FailedEvents/Resource`)]),
    writesLog(logs),
  ];
}

export function writesLog(path: string, ...more: readonly string[]): Grant {
  return grant(['logs:CreateLogStream', 'logs:PutLogEvents', ...more], [arn('logs', `log-group:${of(path, 'Ref')}:*`)]);
}

/** What the gateway does with its table of budgets and approvals. */
export const STATE_TABLE_USE: Grant = grant(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], [of('Inference/GatewayState/Resource')]);

/** Use of a key by way of a service. */
export function decryptsBy(key: string, service: string, actions: readonly string[] = ['kms:Decrypt'], context: { readonly [key: string]: string } = {}): Grant {
  return grant(actions, [of(key)], { StringEquals: { 'kms:ViaService': inRegion(service), ...context } });
}

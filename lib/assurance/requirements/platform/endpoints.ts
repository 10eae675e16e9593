import type { Conditions, Grant, Requirement } from '../requirement';
import { ACCOUNT } from './grants';

const FIX = "put the condition back into the policy of the VPC endpoint: principals and resources of this account or organization only";
const NO_SERVICE: Conditions = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };
/** Layers of images, which ECR keeps in a bucket of its own. */
const LAYERS: Grant = { actions: ['s3:GetObject'], resources: ['arn:${AWS::Partition}:s3:::prod-${AWS::Region}-starport-layer-bucket/*'] };
/** Of no account and no organization of the platform: an organization's conditions fail on whoever is in none. */
const FOREIGN_PRINCIPAL: Conditions = { ...NO_SERVICE, StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT }, Null: { 'aws:PrincipalOrgID': 'true' } };
const FOREIGN_RESOURCE: Conditions = { ...NO_SERVICE, StringNotEquals: { 'aws:ResourceAccount': ACCOUNT }, Null: { 'aws:ResourceOrgID': 'true' } };

function through(id: string, title: string, actions: readonly string[], when: Conditions, unless: readonly Grant[] = []): Requirement {
  return {
    id: `NET-06.${id}`, controls: ['NET-06'], title, fix: FIX,
    question: { kind: 'denied', principals: 'anyone', actions, resources: { arns: ['*'] }, via: 'endpoint', when, ...(unless.length === 0 ? {} : { unless }) },
  };
}

/** What does not pass the VPC endpoints, whatever is permitted at either end. */
export const ENDPOINT_PROMISES: readonly Requirement[] = [
  through('foreign-principals', 'nobody of another account passes a VPC endpoint', ['*'], FOREIGN_PRINCIPAL, [LAYERS]),
  through('foreign-resources', 'nothing of another account is reached through a VPC endpoint', ['*'], FOREIGN_RESOURCE, [LAYERS, { actions: ['ecr:GetAuthorizationToken', 'ecs:DiscoverPollEndpoint'] }]),
  through('services-read', 'AWS services only read through the S3 endpoint', ['s3:*'], { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, [
    { actions: ['s3:GetObject', 's3:ListBucket'] }, { actions: ['s3:*'], when: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } }, { actions: ['s3:*'], when: { Null: { 'aws:PrincipalOrgID': 'false' } } },
  ]),
];

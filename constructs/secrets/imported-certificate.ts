import { Fn, Stack, aws_certificatemanager as acm, aws_events as events, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { FailureQueue } from '../core/failure-queue';
import { wildcardFinding } from '../core/wildcard-finding';
import { recordWeakening, type Justification } from '../core/justification';
import type { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';
import type { WorkloadRole } from '../core/workload-role';

/** Tag that the function puts on what it imports, and that its permissions ask for. */
const AUTHORITY_TAG = 'secure-ai-platform:authority';

/** What the internal authority hands to the certificates that it imports. */
export interface ImportedCertificateSource {
  readonly authorityFunction: ServiceFunction;
  readonly authorityCertificate: string;
  readonly authorityId: string;
  readonly domainName: string;
  readonly justification: Justification;
}

/** A certificate of the internal authority in ACM, imported again each month under the same ARN. */
export class ImportedCertificate extends Construct {
  public readonly certificate: acm.ICertificate;

  constructor(scope: Construct, id: string, source: ImportedCertificateSource) {
    super(scope, id);
    recordWeakening(this, 'LoadBalancerCertificateOfInternalAuthority', source.justification);
    const subject = { AuthorityId: source.authorityId, DnsNames: [source.domainName], Uses: ['server'], DaysValid: '90' };
    const imported = new ServiceResource(this, 'Resource', {
      handler: source.authorityFunction, resourceType: 'Custom::ImportedCertificate', properties: { Authority: source.authorityCertificate, ...subject },
    });
    const certificateArn = imported.getAttString('CertificateArn');
    this.certificate = acm.Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    // CloudFormation puts the lines of a certificate into JSON as they are, and EventBridge refuses what is no JSON then: Base64 is one line.
    const event = { certificateArn, authority: Fn.base64(source.authorityCertificate), properties: subject };
    const undelivered = new FailureQueue(this, 'Undelivered');
    const renewal = new events.CfnRule(this, 'Renewal', {
      description: `Imports a new certificate for ${source.domainName}`,
      scheduleExpression: 'rate(30 days)',
      targets: [{ id: 'Renew', arn: source.authorityFunction.function.functionArn, input: Stack.of(this).toJsonString(event), retryPolicy: { maximumRetryAttempts: 10 }, deadLetterConfig: { arn: undelivered.queueArn } }],
    });
    undelivered.admitRule(renewal.attrArn);
    acknowledge(source.authorityFunction, {
      findings: [finding('SecureAi', 'LambdaInVpc')],
      reason: 'It calls AWS APIs only and must have no network path to the data tier, which a VPC connection would give it',
      expires: '2027-11-30',
    });
    // Not a permission of the L2 target: it would lie under the function, which the certificate waits for, and close a circle.
    new lambda.CfnPermission(this, 'RenewalPermission', {
      action: 'lambda:InvokeFunction', functionName: source.authorityFunction.function.functionArn, principal: 'events.amazonaws.com', sourceArn: renewal.attrArn,
    });
  }
}

/** ACM makes up the ARN when it imports, so the statements name every certificate of account and Region, and tags limit them to the authority's own. */
export function allowImport(role: WorkloadRole, authorityId: string): void {
  const stack = Stack.of(role);
  const certificate = stack.formatArn({ service: 'acm', resource: 'certificate', resourceName: '*' });
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['acm:AddTagsToCertificate', 'acm:ImportCertificate'], resources: [certificate], conditions: { StringEquals: { [`aws:RequestTag/${AUTHORITY_TAG}`]: authorityId } },
  }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['acm:DeleteCertificate', 'acm:ImportCertificate'], resources: [certificate], conditions: { StringEquals: { [`aws:ResourceTag/${AUTHORITY_TAG}`]: authorityId } },
  }));
  acknowledge(role.node.findChild('Permissions'), {
    findings: [wildcardFinding(role, certificate)],
    reason: 'ACM chooses the ARN of a certificate when it is imported; both statements are limited by a tag to the certificates of this authority',
    expires: '2027-11-30',
  });
}

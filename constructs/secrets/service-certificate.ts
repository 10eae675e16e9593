import { RemovalPolicy, type aws_kms as kms, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';
import type { IPlatformSecret } from './platform-secret-base';
import { PlatformSecretGrants } from './platform-secret-grants';
import { scheduleRotation } from './rotation-schedule';
import { sealSecret } from './secret-policy';

/** What the internal authority hands to the certificates it issues. */
export interface ServiceCertificateSource {
  readonly authorityFunction: ServiceFunction;
  readonly rotationFunction: ServiceFunction;
  readonly encryptionKey: kms.IKey;
  readonly authorityCertificate: string;
  readonly dnsNames: readonly string[];
  readonly uses: readonly string[];
  readonly daysValid: number;
  readonly rotationSchedule: string;
  readonly readers?: readonly string[];
  readonly removalPolicy: RemovalPolicy;
}

/** A secret that holds certificate, private key and authority, filled when it is made and renewed on schedule. */
export class ServiceCertificateSecret extends Construct implements IPlatformSecret {
  public readonly secretArn: string;
  public readonly secret: secretsmanager.ISecret;
  public readonly encryptionKey?: kms.IKey;
  public readonly grants: PlatformSecretGrants;

  constructor(scope: Construct, id: string, source: ServiceCertificateSource) {
    super(scope, id);
    const secret = new secretsmanager.Secret(this, 'Secret', {
      description: `Certificate and private key of ${source.dnsNames.join(', ')}`,
      encryptionKey: source.encryptionKey,
      // Replaced by the certificate before anything can read the secret by the ARN that this construct gives.
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'notIssuedYet' },
      removalPolicy: source.removalPolicy,
    });
    this.grants = PlatformSecretGrants.fromSecret(secret);
    this.grants.write(source.authorityFunction.role);
    const certificate = new ServiceResource(this, 'Certificate', {
      handler: source.authorityFunction,
      resourceType: 'Custom::ServiceCertificate',
      properties: { SecretArn: secret.secretArn, Authority: source.authorityCertificate, DnsNames: source.dnsNames, Uses: source.uses, DaysValid: String(source.daysValid) },
    });
    this.secretArn = certificate.getAttString('SecretArn');
    this.encryptionKey = source.encryptionKey;
    this.secret = secretsmanager.Secret.fromSecretAttributes(this, 'Issued', { secretCompleteArn: this.secretArn, encryptionKey: source.encryptionKey });
    sealSecret(this, secret, source.readers === undefined ? undefined : [...source.readers, source.rotationFunction.role.roleArn]);
    scheduleRotation(this, secret, source.rotationFunction, source.rotationSchedule, [certificate]);
  }
}

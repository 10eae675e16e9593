import { Duration, RemovalPolicy, type aws_certificatemanager as acm, aws_iam as iam, aws_kms as kms, aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { throwProblems } from '../../lib/contract/platform-error';
import { acknowledge, finding } from '../core/acknowledge';
import type { Justification } from '../core/justification';
import { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';
import { ADMINISTRATION_ACTIONS } from '../encryption/key-policy';
import { ImportedCertificate, allowImport } from './imported-certificate';
import type { IPlatformSecret } from './platform-secret-base';
import { MONTHLY, scheduleProblems } from './rotation-schedule';
import { ServiceCertificateSecret } from './service-certificate';
import { certificateInputProblems } from './certificate-problems';

/** What a certificate may be used for in a TLS connection. */
export enum CertificateUsage {
  /** To prove a server to its clients. */
  SERVER = 'server',
  /** To prove a client to servers. */
  CLIENT = 'client',
}

/** Properties of a certificate that the internal authority issues. */
export interface ServiceCertificateProps {
  /** Names of the service; clients check that they called one of them. */
  readonly dnsNames: string[];
  /** What it is for. @default - both: services verify each other both ways */
  readonly usages?: CertificateUsage[];
  /** How many days it holds, 60 to 397: it must outlive two rotations, because a service reads the new one when it starts again. @default 90 */
  readonly daysValid?: number;
  /** When a new one is issued: a cron expression of Secrets Manager, at a full hour UTC. @default 'cron(0 3 1 * ? *)' - monthly */
  readonly rotationSchedule?: string;
  /** ARNs, with `*` and `?`, of the only roles that may read the private key. @default - IAM policies of the account say who may */
  readonly readers?: string[];
}

/** Properties of a certificate in ACM. */
export interface ImportedCertificateProps {
  /** Name that API Gateway or a client inside the network checks. */
  readonly domainName: string;
  /** Why a certificate that no public authority has signed is acceptable. Production takes an owned domain. */
  readonly justification: Justification;
}

/** Properties of an InternalAuthority. */
export interface InternalAuthorityProps {
  /** Key that encrypts the secrets of the issued certificates. */
  readonly encryptionKey: kms.IKey;
  /** Name of the authority in its certificate: up to 64 letters, digits, spaces, dots and hyphens. @default 'Secure AI platform internal authority' */
  readonly commonName?: string;
  /** Key of the functions' log groups; its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** What happens to signing key and certificates when the stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** A private certificate authority. */
export interface IInternalAuthority extends IConstruct {
  /** The authority's certificate, PEM. Public: it is what services trust. */
  readonly certificate: string;
  /**
   * A certificate for a service, in a secret with the fields `certificate`, `privateKey` and `authority`.
   * @throws PlatformError when a name is no DNS name or the lifetime is out of range
   */
  issue(id: string, props: ServiceCertificateProps): IPlatformSecret;
  /** A certificate of the authority in ACM, for the load balancer of a development deployment without an owned domain. */
  importedCertificate(id: string, props: ImportedCertificateProps): acm.ICertificate;
}

const AUTHORITY_DAYS = 3650;

/**
 * A private certificate authority, made at deploy. Its private key is an ECC P-256 key in KMS that nothing can read and only its two functions
 * can sign with; certificates for services are issued into secrets and renewed before they expire.
 */
export class InternalAuthority extends Construct implements IInternalAuthority {
  public readonly certificate: string;
  /** The authority's certificate as an SSM parameter, for what cannot read it from the template. */
  public readonly certificateParameter: ssm.IStringParameter;
  /** ARN of the KMS key that signs. */
  public readonly signingKeyArn: string;
  private readonly authorityFunction: ServiceFunction;
  private readonly rotationFunction: ServiceFunction;
  private readonly encryptionKey: kms.IKey;
  private readonly removalPolicy: RemovalPolicy;
  private readonly authorityId: string;
  private importAllowed = false;

  /** @throws PlatformError when the name holds other characters */
  constructor(scope: Construct, id: string, props: InternalAuthorityProps) {
    super(scope, id);
    const commonName = props.commonName ?? 'Secure AI platform internal authority';
    if (!/^[A-Za-z0-9][A-Za-z0-9 .-]{0,63}$/.test(commonName)) {
      throwProblems([{ code: 'AuthorityNameInvalid', what: "'commonName' must be up to 64 letters, digits, spaces, dots and hyphens", got: commonName, where: this.node.path, fix: 'choose a plain name' }]);
    }
    this.encryptionKey = props.encryptionKey;
    this.removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const signingKey = new kms.CfnKey(this, 'Resource', {
      description: `Signs the certificates of ${commonName}`,
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      pendingWindowInDays: 30,
      // Replaced below, when the roles that it names are there.
      keyPolicy: {},
    });
    signingKey.applyRemovalPolicy(this.removalPolicy);
    this.signingKeyArn = signingKey.attrArn;
    this.authorityId = signingKey.ref;
    const logs = { logEncryptionKey: props.logEncryptionKey };
    this.authorityFunction = new ServiceFunction(this, 'Function', {
      ...logs, service: 'internal-authority', description: 'Issues the certificates of the internal authority', environment: { SIGNING_KEY_ARN: this.signingKeyArn }, timeout: Duration.minutes(14),
    });
    const authority = new ServiceResource(this, 'Authority', {
      handler: this.authorityFunction, resourceType: 'Custom::InternalAuthority', properties: { KeyArn: this.signingKeyArn, CommonName: commonName, DaysValid: String(AUTHORITY_DAYS) },
    });
    this.certificate = authority.getAttString('Certificate');
    this.rotationFunction = new ServiceFunction(this, 'Rotation', {
      ...logs, service: 'secret-rotation', description: 'Renews the certificates of the internal authority', timeout: Duration.minutes(2),
      environment: { SECRET_KIND: 'certificate', SIGNING_KEY_ARN: this.signingKeyArn, AUTHORITY_CERTIFICATE: this.certificate },
    });
    acknowledge(this.rotationFunction, {
      findings: [finding('SecureAi', 'LambdaInVpc')],
      reason: 'It calls AWS APIs only and must have no network path to the data tier, which a VPC connection would give it',
      expires: '2027-11-30',
    });
    const signers = [this.authorityFunction.role, this.rotationFunction.role];
    signingKey.keyPolicy = signingKeyPolicy(signers);
    for (const role of signers) role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: SIGN_ACTIONS, resources: [this.signingKeyArn] }));
    this.certificateParameter = new ssm.StringParameter(this, 'CertificateParameter', { description: `Certificate of ${commonName}, to be trusted`, stringValue: this.certificate });
  }

  public issue(id: string, props: ServiceCertificateProps): IPlatformSecret {
    const where = `${this.node.path}/${id}`;
    const daysValid = props.daysValid ?? 90;
    throwProblems([...certificateInputProblems(props.dnsNames, daysValid, where), ...scheduleProblems(props.rotationSchedule, where)]);
    return new ServiceCertificateSecret(this, id, {
      authorityFunction: this.authorityFunction,
      rotationFunction: this.rotationFunction,
      encryptionKey: this.encryptionKey,
      authorityCertificate: this.certificate,
      dnsNames: props.dnsNames,
      uses: props.usages ?? [CertificateUsage.SERVER, CertificateUsage.CLIENT],
      daysValid,
      rotationSchedule: props.rotationSchedule ?? MONTHLY,
      readers: props.readers,
      removalPolicy: this.removalPolicy,
    });
  }

  public importedCertificate(id: string, props: ImportedCertificateProps): acm.ICertificate {
    throwProblems(certificateInputProblems([props.domainName], 90, `${this.node.path}/${id}`));
    if (!this.importAllowed) allowImport(this.authorityFunction.role, this.authorityId);
    this.importAllowed = true;
    return new ImportedCertificate(this, id, {
      authorityFunction: this.authorityFunction,
      authorityCertificate: this.certificate,
      authorityId: this.authorityId,
      domainName: props.domainName,
      justification: props.justification,
    }).certificate;
  }
}

const SIGN_ACTIONS = ['kms:GetPublicKey', 'kms:Sign'];

/** IAM of the account says who administers the key, but nobody signs with it except the two functions: their policies alone would not do. */
function signingKeyPolicy(signers: readonly iam.IRole[]): iam.PolicyDocument {
  return new iam.PolicyDocument({
    minimize: false,
    statements: [
      new iam.PolicyStatement({ sid: 'Administration', principals: [new iam.AccountRootPrincipal()], actions: ADMINISTRATION_ACTIONS.filter((action) => !action.endsWith('KeyRotation')), resources: ['*'] }),
      new iam.PolicyStatement({ sid: 'SignCertificates', principals: signers.map((role) => new iam.ArnPrincipal(role.roleArn)), actions: SIGN_ACTIONS, resources: ['*'] }),
    ],
  });
}

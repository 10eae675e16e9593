import { Token } from 'aws-cdk-lib';
import type { Problem } from '../../lib/contract/platform-error';
import type { Justification } from '../core/justification';

/** Oldest TLS version a client may speak. */
export enum MinimumTls {
  /** TLS 1.2; what S3 itself accepts at the least. */
  V1_2 = '1.2',
  /** TLS 1.3 only. Clients that cannot speak it are refused. */
  V1_3 = '1.3',
}

/** What happens to an upload that names no encryption in its headers. */
export enum HeaderlessUploads {
  /** It is accepted: the bucket's default encryption applies the customer key. The console, SDKs without settings and AWS services upload this way. */
  ALLOW_DEFAULT_ENCRYPTED = 'ALLOW_DEFAULT_ENCRYPTED',
  /** It is refused: every upload must state `aws:kms` and the key's ARN, so that a proof needs no knowledge of the bucket's default. */
  DENY = 'DENY',
}

/** Whether a request that an AWS service forwards on behalf of a caller (Athena, for one) may come from outside the endpoints. */
export enum ForwardedRequests {
  /** It may: such requests never come through an endpoint of the VPC. */
  ALLOW = 'ALLOW',
  /** It may not: nothing but the endpoints, service principals and the exempt. */
  DENY = 'DENY',
}

/** Other accounts whose principals may use the bucket, and why. */
export interface TrustedAccounts {
  /** Account ids, twelve digits each. */
  readonly accountIds: string[];
  /** Why they are trusted, who answers for it and until when. */
  readonly justification: Justification;
}

/**
 * From where, and by whom, objects may be reached. Principals of other accounts are refused even without a perimeter.
 * AWS service principals (log delivery, CloudTrail) are never stopped by it: they have neither endpoint nor organisation.
 */
export interface BucketPerimeter {
  /** Ids of the VPC endpoints through which objects must be reached. @default - from anywhere */
  readonly vpcEndpointIds?: string[];
  /** Id of the organisation (`o-…`) to which the caller must belong. @default - not asked */
  readonly organizationId?: string;
  /**
   * ARNs of roles and users that may reach objects from outside the endpoints and the organisation: break-glass roles, and roles under which
   * AWS services act (replication, Macie, malware scans). `*` and `?` match within the name, not in the account.
   * @default - none
   */
  readonly exemptPrincipalArns?: string[];
  /** Requests that AWS services forward on behalf of a caller. @default ForwardedRequests.ALLOW */
  readonly forwardedRequests?: ForwardedRequests;
  /** Accounts besides the bucket's own. @default - none */
  readonly trustedAccounts?: TrustedAccounts;
}

const PRINCIPAL_ARN = /^arn:[a-z-]+:(iam|sts)::\d{12}:(role|user|assumed-role|federated-user)\/.+$|^arn:[a-z-]+:iam::\d{12}:root$/;

/** Lists what is wrong with a perimeter and the administrators; an empty list when nothing is. */
export function perimeterProblems(perimeter: BucketPerimeter | undefined, administratorArns: string[] | undefined, where: string): Problem[] {
  const problems: Problem[] = [];
  const check = (values: readonly string[] | undefined, pattern: RegExp, code: string, what: string, fix: string) => {
    if (values !== undefined && values.length === 0) problems.push({ code, what: `${what}, and at least one`, got: values, where, fix: 'leave it out to have the default' });
    for (const value of values ?? []) {
      if (!Token.isUnresolved(value) && !pattern.test(value)) problems.push({ code, what, got: value, where, fix });
    }
  };
  check(perimeter?.vpcEndpointIds, /^vpce-[0-9a-f]+$/, 'PerimeterEndpointInvalid', "'vpcEndpointIds' must hold ids of VPC endpoints", 'give ids such as vpce-0123456789abcdef0');
  check(perimeter?.exemptPrincipalArns, PRINCIPAL_ARN, 'PerimeterExemptionInvalid', "'exemptPrincipalArns' must hold ARNs of roles or users of a named account", 'give ARNs such as arn:aws:iam::111122223333:role/break-glass');
  check(perimeter?.trustedAccounts?.accountIds, /^\d{12}$/, 'TrustedAccountInvalid', "'trustedAccounts' must hold account ids", 'give twelve digits');
  check(administratorArns, PRINCIPAL_ARN, 'BucketAdministratorInvalid', "'administratorArns' must hold ARNs of roles or users of a named account", 'give ARNs such as arn:aws:iam::111122223333:role/deployment');
  const organization = perimeter?.organizationId;
  if (organization !== undefined) check([organization], /^o-[a-z0-9]{10,32}$/, 'PerimeterOrganizationInvalid', "'organizationId' must be the id of an organisation", 'give an id such as o-a1b2c3d4e5');
  return problems;
}

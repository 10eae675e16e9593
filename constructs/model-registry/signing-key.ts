import { Aws, RemovalPolicy, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { KEY_ADMINISTRATION_ACTIONS, SIGN_ACTIONS, VERIFY_ACTIONS } from './perms';

/** Properties of a ModelSigningKey. */
export interface ModelSigningKeyProps {
  /** ARNs of the only roles and users that may sign. @default - whoever IAM lets sign in this account */
  readonly publisherArns?: string[];
  /** What happens to the key when it leaves the stack. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The key that signs models: elliptic curve P-256, whose private half never leaves KMS. Its policy keeps three things apart: who administers it
 * cannot sign by that, who signs cannot administer, who verifies can do neither. It is complete; grants go to the principals.
 */
export class ModelSigningKey extends kms.Key {
  constructor(scope: Construct, id: string, props: ModelSigningKeyProps = {}) {
    super(scope, id, {
      description: 'Signs the models of the registry (OpenSSF Model Signing)',
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      policy: policy(props.publisherArns),
    });
  }

  /** Takes no statement: the policy is complete, and one from another stack would make the two depend on each other. */
  public override addToResourcePolicy(): iam.AddToResourcePolicyResult {
    return { statementAdded: false };
  }
}

function policy(publisherArns: string[] | undefined): iam.PolicyDocument {
  const inAccount = { 'kms:CallerAccount': Aws.ACCOUNT_ID };
  const statements = [
    statement('Administration', KEY_ADMINISTRATION_ACTIONS),
    // One algorithm over one kind of message: what the registry's signatures are made of, and nothing else that the key could be made to sign.
    statement('Sign', SIGN_ACTIONS, { StringEquals: { ...inAccount, 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } }),
    statement('Verify', VERIFY_ACTIONS, { StringEquals: inAccount }),
  ];
  if (publisherArns !== undefined) {
    statements.push(new iam.PolicyStatement({
      sid: 'DenySigningByOthers',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      // CreateGrant is allowed to nobody; should a later statement allow it, a grant would still open no way around the names.
      actions: [...SIGN_ACTIONS, 'kms:CreateGrant'],
      resources: ['*'],
      conditions: { ArnNotLike: { 'aws:PrincipalArn': publisherArns } },
    }));
  }
  return new iam.PolicyDocument({ minimize: false, statements });
}

/** In a key policy the resource `*` is the key itself, and the account's principal leaves the rest to IAM. */
function statement(sid: string, actions: string[], conditions?: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, principals: [new iam.AccountRootPrincipal()], actions, resources: ['*'], conditions });
}

import { aws_iam as iam } from 'aws-cdk-lib';
import { ADMINISTER_USERS_ACTIONS, READ_CLIENT_SECRET_ACTIONS } from './perms';

/** Permissions on the user pool. */
export class PlatformIdentityGrants {
  /** @param userPoolArn ARN of the pool that the grants are about */
  constructor(private readonly userPoolArn: string) {}

  /** Lets the role invite, disable and group users. Whoever may do that decides who holds which scope and tenant. */
  public administerUsers(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ADMINISTER_USERS_ACTIONS);
  }

  /** Lets the role read the secrets of the machine clients. */
  public readClientSecrets(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, READ_CLIENT_SECRET_ACTIONS);
  }

  private grant(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.userPoolArn] });
  }
}

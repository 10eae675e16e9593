import type { aws_iam as iam } from 'aws-cdk-lib';
import type { PlatformScope } from './platform-scope';

/** A group of users and what its members may do. */
export interface IdentityGroup {
  /** Name of the group. */
  readonly name: string;
  /** Scopes that members may hold; any other is taken out of their tokens. */
  readonly scopes: PlatformScope[];
  /** What the group is for. @default - nothing */
  readonly description?: string;
  /** IAM role that members may assume through an identity pool. @default - none */
  readonly role?: iam.IRole;
  /** Which group's role wins when a user is in several: the lowest number. @default - the place in the list */
  readonly precedence?: number;
}

/** A program that calls the API on its own behalf, for one tenant. */
export interface MachineClient {
  /** Name, unique in the pool. */
  readonly name: string;
  /** Tenant that its tokens carry. */
  readonly tenant: string;
  /** Scopes that it may ask for. */
  readonly scopes: PlatformScope[];
}

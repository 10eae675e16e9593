import { text, type CustomResourceLogic, type CustomResourceResult, type Properties } from '../custom-resource';

/** The one setting of API Gateway that an account and region has. */
export interface AccountSettings {
  /** ARN of the role that is set. @default - none is */
  readonly role: () => Promise<string | undefined>;
  readonly setRole: (roleArn: string) => Promise<void>;
}

const ATTEMPTS = 10;
const WAIT_MILLISECONDS = 6_000;

/**
 * Sets the role with which API Gateway writes logs, unless the account has one: it serves every API of the account, so one that is set is never
 * replaced. Deleting does nothing, for the same reason.
 */
export function accountLoggingRole(settings: AccountSettings, wait: (milliseconds: number) => Promise<void>): CustomResourceLogic {
  const ensure = async (properties: Properties): Promise<CustomResourceResult> => {
    const wanted = text(properties, 'RoleArn');
    const present = await settings.role();
    if (present === undefined || present === '') await setWhenReady(settings, wanted, wait);
    return { physicalResourceId: 'api-gateway-account', attributes: { RoleArn: present === undefined || present === '' ? wanted : present } };
  };
  return { create: ensure, update: ensure, delete: async () => undefined };
}

/** API Gateway tries the role before it takes it, and a role that was just made is not known everywhere for some seconds. */
async function setWhenReady(settings: AccountSettings, roleArn: string, wait: (milliseconds: number) => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await settings.setRole(roleArn);
      return;
    } catch (error) {
      const transient = error instanceof Error && ['BadRequestException', 'TooManyRequestsException', 'ConflictException'].includes(error.name);
      if (!transient || attempt === ATTEMPTS) throw error;
      await wait(WAIT_MILLISECONDS);
    }
  }
}

import { PRE_TOKEN_ENV } from '../../../contract/scopes';
import { parseTokenPolicy, tokenOverrides } from './pre-token';

const policy = parseTokenPolicy(process.env[PRE_TOKEN_ENV.groupScopes]);

/** Cognito hands the event in and takes it back with the response filled; an error means no token. */
export const handler = async (event: object): Promise<object> => ({ ...event, response: tokenOverrides(event, policy) });

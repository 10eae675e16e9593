import { fetchDocument } from '../../token-verification/fetch-document';
import { tokenVerifier } from '../../token-verification/token-verifier';
import { parseSettings } from './settings';
import { createTokenAuthorizer } from './token-authorizer';

const { issuer, policy } = parseSettings(process.env);

export const handler = createTokenAuthorizer(tokenVerifier(issuer, { fetch: fetchDocument, now: Date.now }), policy);

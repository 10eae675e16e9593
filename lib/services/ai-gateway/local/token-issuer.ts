import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GROUPS_CLAIM, TENANT_CLAIM, type Scope } from '../../../contract/scopes';
import { listenOnLoopback, readBody, sendJson, type LoopbackServer } from './loopback-server';
import { createSigningKey, type SigningAlgorithm, type SigningKey } from './signing-key';

/** A caller that the issuer knows. */
export interface LocalClient {
  readonly id: string;
  readonly secret: string;
  readonly tenant: string;
  readonly groups: readonly string[];
  readonly scopes: readonly Scope[];
}

export interface TokenIssuerSettings {
  readonly audience: string;
  readonly clients: readonly LocalClient[];
  /** @default 0 - any free port */
  readonly port?: number;
  /** @default 'ES256' */
  readonly algorithm?: SigningAlgorithm;
  /** @default 3_600 */
  readonly lifetimeSeconds?: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

export interface TokenIssuer extends Pick<LoopbackServer, 'url' | 'port' | 'close'> {
  /** A token as the token endpoint would issue it; further claims take the place of its own. Throws for an unknown client. */
  issue(clientId: string, claims?: Readonly<Record<string, unknown>>): string;
  /** Signs with a new key from now on; the old one stays published until it is withdrawn. */
  rotate(): void;
  /** Publishes the newest key only. */
  withdraw(): void;
}

const MAX_BODY_BYTES = 8_192;
const USE: readonly Scope[] = ['inference/invoke', 'inference/embed', 'vectors/read', 'vectors/write', 'models/read'];

/** Two tenants with a caller each and a reviewer of the first, with secrets made now. */
export function demoClients(random: (bytes: number) => Buffer = randomBytes): LocalClient[] {
  const secret = (): string => random(24).toString('base64url');
  return [
    { id: 'acme-app', secret: secret(), tenant: 'acme', groups: ['developers'], scopes: USE },
    { id: 'globex-app', secret: secret(), tenant: 'globex', groups: ['developers'], scopes: USE },
    { id: 'acme-reviewer', secret: secret(), tenant: 'acme', groups: ['reviewers'], scopes: ['approvals/decide', 'models/read'] },
  ];
}

/** An OpenID Connect issuer for this machine: discovery, keys, and tokens for client credentials. Its keys live as long as the process. */
export async function startTokenIssuer(settings: TokenIssuerSettings): Promise<TokenIssuer> {
  const { audience, algorithm = 'ES256', lifetimeSeconds = 3_600, now = Date.now } = settings;
  const clients = new Map(settings.clients.map((client) => [client.id, client]));
  let key: SigningKey = createSigningKey(algorithm);
  let published: readonly SigningKey[] = [key];

  const claimsOf = (client: LocalClient, scopes: readonly string[]): Readonly<Record<string, unknown>> => {
    const time = Math.floor(now() / 1_000);
    return {
      iss: server.url, sub: client.id, aud: audience, client_id: client.id, token_use: 'access', scope: scopes.join(' '), [TENANT_CLAIM]: client.tenant, [GROUPS_CLAIM]: client.groups,
      iat: time, exp: time + lifetimeSeconds, jti: randomBytes(16).toString('base64url'),
    };
  };

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === undefined || !request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) { sendJson(response, 400, { error: 'invalid_request' }); return; }
    const form = new URLSearchParams(body);
    const claimed = credentials(request.headers.authorization, form);
    const client = claimed === undefined ? undefined : clients.get(claimed.id);
    // Compared for an unknown client, too, so that the time does not tell which there are.
    if (!sameSecret(claimed?.secret ?? '', client?.secret ?? randomBytes(24).toString('base64url')) || client === undefined) {
      sendJson(response, 401, { error: 'invalid_client' }, { 'www-authenticate': 'Basic realm="token"' });
      return;
    }
    if (form.get('grant_type') !== 'client_credentials') { sendJson(response, 400, { error: 'unsupported_grant_type' }); return; }
    const asked = form.get('scope')?.split(' ').filter((scope) => scope !== '') ?? [];
    const granted: readonly string[] = asked.length === 0 ? client.scopes : asked;
    if (!granted.every((scope) => (client.scopes as readonly string[]).includes(scope))) { sendJson(response, 400, { error: 'invalid_scope' }); return; }
    sendJson(response, 200, { access_token: key.issue(claimsOf(client, granted)), token_type: 'Bearer', expires_in: lifetimeSeconds, scope: granted.join(' ') });
  };

  const server = await listenOnLoopback((request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (request.method === 'GET' && path === '/.well-known/openid-configuration') return sendJson(response, 200, discovery(server.url, algorithm));
    if (request.method === 'GET' && path === '/jwks.json') return sendJson(response, 200, { keys: published.map(({ jwk }) => jwk) });
    if (request.method === 'POST' && path === '/oauth2/token') return token(request, response);
    return sendJson(response, 404, { error: 'not_found' });
  }, settings.port);

  return {
    url: server.url,
    port: server.port,
    close: () => server.close(),
    issue: (clientId, claims = {}) => {
      const client = clients.get(clientId);
      if (client === undefined) throw new Error(`there is no client ${clientId}`);
      return key.issue({ ...claimsOf(client, client.scopes), ...claims });
    },
    rotate: () => {
      key = createSigningKey(algorithm);
      published = [...published, key];
    },
    withdraw: () => { published = [key]; },
  };
}

function discovery(issuer: string, algorithm: SigningAlgorithm): unknown {
  return {
    issuer,
    token_endpoint: `${issuer}/oauth2/token`,
    jwks_uri: `${issuer}/jwks.json`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [algorithm],
  };
}

/** Of HTTP Basic (each part encoded like a form, RFC 6749) or of the form itself; both at once are none. */
function credentials(authorization: string | undefined, form: URLSearchParams): { readonly id: string; readonly secret: string } | undefined {
  const posted = form.get('client_secret');
  if (authorization === undefined) {
    const id = form.get('client_id');
    return id === null || posted === null ? undefined : { id, secret: posted };
  }
  const [scheme, encoded] = authorization.split(' ', 2);
  if (scheme?.toLowerCase() !== 'basic' || encoded === undefined || posted !== null) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { id: decodeForm(text.slice(0, colon)), secret: decodeForm(text.slice(colon + 1)) };
}

function decodeForm(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value') ?? '';
}

function sameSecret(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

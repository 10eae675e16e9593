import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { PlatformError } from '../lib/contract/platform-error';
import { startLocal, type LocalPlatform } from '../lib/services/ai-gateway/local/start-local';
import { loadGatewayConfig } from '../lib/services/ai-gateway/settings/load';
import type { GatewayConfig } from '../lib/services/ai-gateway/settings/schema';

const ROOT = join(__dirname, '..');
const DEFAULT_CONFIG = join(ROOT, 'config', 'gateway.local.yaml');

/** `npm run local`: the whole data path on this machine. OPENAI_BASE_URL and OPENAI_API_KEY name another model server than the embedded echo. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' }, config: { type: 'string', default: DEFAULT_CONFIG }, verbose: { type: 'boolean', default: false } } });
  const { OPENAI_BASE_URL: url, OPENAI_API_KEY: apiKey } = process.env;
  const modelServer = url === undefined || url === '' ? undefined : { url, apiKey };
  const configured = loadGatewayConfig({ file: values.config });
  const config = modelServer === undefined ? configured : servedBy(await firstModel(modelServer), configured);
  const platform = await startLocal({
    config,
    folder: join(ROOT, 'out', 'local'),
    port: portOf(values.port),
    modelServer,
    log: { write: (line) => (values.verbose ? process.stderr.write(line) : true) },
  });
  process.stdout.write(welcome(platform, config.models.find(({ kind }) => kind === 'chat')?.name ?? ''));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void platform.close().then(() => process.exit(0));
    });
  }
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new PlatformError([{ code: 'LocalPort', what: "'--port' must be a port", got: text, where: 'arguments', fix: 'give 0 to 65535; 0 takes any that is free' }]);
}

/** The model of the echo: what stands for it in the configuration is the other server's model where there is one. */
const ECHO = 'echo';

/** Chat models of the configuration as another server has them; the plain one under its name there. */
function servedBy(model: string, config: GatewayConfig): GatewayConfig {
  const models = config.models.map((known) => (known.kind === 'chat' && (known.upstream ?? known.name) === ECHO ? { ...known, name: known.name === ECHO ? model : known.name, upstream: model } : known));
  return { ...config, models };
}

/** What the other server serves first, under its own name. */
async function firstModel({ url, apiKey }: { readonly url: string; readonly apiKey?: string }): Promise<string> {
  const answer = await fetch(`${url.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1/models`, { headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` } }).then((response) => response.json() as Promise<unknown>, () => undefined);
  const { data } = typeof answer === 'object' && answer !== null && 'data' in answer ? answer : { data: undefined };
  const [first] = Array.isArray(data) ? (data as readonly unknown[]) : [];
  if (typeof first === 'object' && first !== null && 'id' in first && typeof first.id === 'string') return first.id;
  throw new PlatformError([{ code: 'LocalModelServer', what: 'OPENAI_BASE_URL must be an OpenAI-compatible server that lists its models', got: url, where: 'environment', fix: 'start the server, or leave the variable unset to use the embedded echo model' }]);
}

function welcome({ url, consoleUrl, issuer, clients, auditFolder, auditKeyFile }: LocalPlatform, model: string): string {
  const [client] = clients;
  const token = client === undefined ? '' : issuer.issue(client.id);
  return `
AI gateway     ${url}/v1
console        ${consoleUrl}
token issuer   ${issuer.url}   (POST /oauth2/token, client credentials)
${clients.map(({ id, secret, tenant }) => `client         ${id} of ${tenant}, secret ${secret}`).join('\n')}

  export TOKEN=${token}

  curl ${url}/v1/chat/completions -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
    -d '{"model":"${model}","messages":[{"role":"user","content":"Hello"}]}'

  import OpenAI from 'openai';
  const client = new OpenAI({ baseURL: '${url}/v1', apiKey: process.env.TOKEN });
  const answer = await client.chat.completions.create({ model: '${model}', messages: [{ role: 'user', content: 'Hello' }] });

Every request is recorded: npx secure-ai audit verify ${relative(process.cwd(), auditFolder)} --key ${relative(process.cwd(), auditKeyFile)}
Ctrl-C ends it.

`;
}

main().catch((error: unknown) => {
  const { code } = typeof error === 'object' && error !== null && 'code' in error ? error : { code: undefined };
  process.stderr.write(`${code === 'EADDRINUSE' ? 'the port is in use; give another with `npm run local -- --port <port>`' : error instanceof Error ? error.message : String(error)}\n`);
  // What began before the fault holds the process.
  process.exit(2);
});

import type { aws_ecs as ecs } from 'aws-cdk-lib';
import { TLS_FILES } from '../../lib/contract/inference-init';
import type { Problem } from '../../lib/contract/platform-error';
import { PORTS } from '../../lib/contract/ports';

/** Where the containers of a task meet. */
export const MODEL_DIRECTORY = '/model';
export const TLS_DIRECTORY = '/tls';
export const CACHE_DIRECTORY = '/home/vllm';

/** How long the server ends answers after it was told to stop; the container is killed 30 seconds later. */
const DRAIN_SECONDS = 90;

/** What makes one server differ from another. */
export interface ServerOptions {
  readonly servedModelName: string;
  readonly gpus: number;
  readonly maxModelLength?: number;
  readonly serverArguments?: readonly string[];
}

/** Nothing is fetched, nothing is reported, and everything that is written goes to the cache, which is memory. */
export const SERVER_ENVIRONMENT: Readonly<Record<string, string>> = {
  NVIDIA_DRIVER_CAPABILITIES: 'compute,utility',
  HOME: CACHE_DIRECTORY,
  TMPDIR: '/tmp',
  XDG_CACHE_HOME: `${CACHE_DIRECTORY}/.cache`,
  XDG_CONFIG_HOME: `${CACHE_DIRECTORY}/.config`,
  HF_HOME: `${CACHE_DIRECTORY}/.cache/huggingface`,
  VLLM_CACHE_ROOT: `${CACHE_DIRECTORY}/.cache/vllm`,
  VLLM_CONFIG_ROOT: `${CACHE_DIRECTORY}/.config/vllm`,
  TRITON_CACHE_DIR: `${CACHE_DIRECTORY}/.cache/triton`,
  TORCHINDUCTOR_CACHE_DIR: `${CACHE_DIRECTORY}/.cache/inductor`,
  CUDA_CACHE_PATH: `${CACHE_DIRECTORY}/.cache/cuda`,
  FLASHINFER_WORKSPACE_BASE: `${CACHE_DIRECTORY}/.cache/flashinfer`,
  NUMBA_CACHE_DIR: `${CACHE_DIRECTORY}/.cache/numba`,
  HF_HUB_OFFLINE: '1',
  TRANSFORMERS_OFFLINE: '1',
  HF_HUB_DISABLE_TELEMETRY: '1',
  DO_NOT_TRACK: '1',
  VLLM_NO_USAGE_STATS: '1',
  VLLM_HOST_IP: '127.0.0.1',
  VLLM_MEDIA_URL_ALLOW_REDIRECTS: '0',
};

/** Arguments of `vllm serve`. Clients must show a certificate of the platform's authority: only the gateway and the health check have one. */
export function serverCommand(options: ServerOptions): string[] {
  return [
    MODEL_DIRECTORY,
    '--host', '0.0.0.0',
    '--port', String(PORTS.inference),
    '--served-model-name', options.servedModelName,
    '--tensor-parallel-size', String(options.gpus),
    '--ssl-certfile', `${TLS_DIRECTORY}/${TLS_FILES.certificate}`,
    '--ssl-keyfile', `${TLS_DIRECTORY}/${TLS_FILES.privateKey}`,
    '--ssl-ca-certs', `${TLS_DIRECTORY}/${TLS_FILES.authority}`,
    '--ssl-cert-reqs', '2',
    '--disable-fastapi-docs',
    '--allowed-origins', '[]',
    '--shutdown-timeout', String(DRAIN_SECONDS),
    ...(options.maxModelLength === undefined ? [] : ['--max-model-len', String(options.maxModelLength)]),
    ...(options.serverArguments ?? []),
  ];
}

/** Arguments that would undo what the platform sets, or let a model bring code of its own. */
const REFUSED = [
  '--ssl-', '--host', '--port', '--uds', '--model', '--served-model-name', '--tensor-parallel-size', '--max-model-len', '--shutdown-timeout', '--allowed-', '--allow-credentials',
  '--trust-remote-code', '--enable-log-requests', '--enable-log-outputs', '--middleware', '--tool-parser-plugin', '--reasoning-parser-plugin', '--logits-processors',
  '--download-dir', '--api-key', '--config', '--enable-ssl-refresh', '--chat-template-content-format-plugin', '--otlp-traces-endpoint', '--tokenizer', '--hf-config-path',
] as const;

/** Lists arguments that are not the caller's to set. vLLM reads `_` in a flag as `-`, and takes the beginning of a flag for the whole. */
export function serverArgumentProblems(given: readonly string[], where: string): Problem[] {
  return given
    .map((argument) => ({ argument, flag: argument.split('=', 1)[0]?.toLowerCase().replaceAll('_', '-') ?? '' }))
    .filter(({ flag }) => flag === '-tp' || (/^--./.test(flag) && REFUSED.some((refused) => refused.startsWith(flag) || (refused.endsWith('-') && flag.startsWith(refused)))))
    .map(({ argument }) => ({
      code: 'ServerArgumentRefused',
      what: "'serverArguments' must not touch listening, TLS, logging of requests, or code that comes with a model",
      got: argument,
      where,
      fix: 'leave it out; what may differ between deployments has a property of its own',
    }));
}

/** Asks the server as the gateway does, over TLS with a client certificate. The image has Python for certain, curl not. The name is that of the service, not of this host, so only the chain is checked. */
const HEALTH_SCRIPT = [
  'import ssl,urllib.request as u',
  `c=ssl.create_default_context(cafile='${TLS_DIRECTORY}/${TLS_FILES.authority}')`,
  'c.check_hostname=False',
  `c.load_cert_chain('${TLS_DIRECTORY}/${TLS_FILES.certificate}','${TLS_DIRECTORY}/${TLS_FILES.privateKey}')`,
  `u.urlopen('https://127.0.0.1:${PORTS.inference}/health',context=c,timeout=8)`,
].join(';');

/** Longest time in which ECS lets failures not count. */
const START_PERIOD = 300;
const RETRIES = 10;

/** The rest of the time that a model takes to load is spread over the failures that ECS counts. */
export function healthCheck(modelLoadSeconds: number): ecs.CfnTaskDefinition.HealthCheckProperty {
  const interval = Math.min(300, Math.max(10, Math.ceil((modelLoadSeconds - START_PERIOD) / RETRIES)));
  return { command: ['CMD', 'python3', '-c', HEALTH_SCRIPT], startPeriod: START_PERIOD, retries: RETRIES, interval, timeout: 10 };
}

/** Longest time to load a model that a health check can wait for. */
export const MAX_MODEL_LOAD_SECONDS = START_PERIOD + RETRIES * 300;

import { aiRules } from '../../../../../lib/assurance/rules/ai';
import { ruleNamed } from '../compute/rule-named';
import { GONE, variants, type Json } from '../compute/variants';

const rule = ruleNamed(aiRules);
const TASK = 'AWS::ECS::TaskDefinition';
const COMMAND = 'ContainerDefinitions.0.Command';
const tls = ['--ssl-certfile', '/tls/tls.crt', '--ssl-keyfile', '/tls/tls.key', '--ssl-ca-certs', '/tls/ca.crt', '--ssl-cert-reqs', '2'];
const rest = ['--disable-fastapi-docs', '--allowed-origins', '[]', '--max-model-len', '32768'];
const variable = (name: string, value: Json = '1'): Json => ({ Name: name, Value: value });
const offline = ['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE', 'VLLM_NO_USAGE_STATS'].map((name) => variable(name));
const server = { Name: 'server', EntryPoint: ['vllm', 'serve'], Command: ['/model', ...tls, ...rest], Environment: [...offline, variable('VLLM_MEDIA_URL_ALLOW_REDIRECTS', '0')] };
const task = { ContainerDefinitions: [server] };
const skip = [['ContainerDefinitions.0.EntryPoint', ['python', 'app.py'], GONE]] as const;
const without = (flag: string, values = 1): Json => server.Command.filter((word, index) => word !== flag && !(values === 1 && server.Command[index - 1] === flag));
const shell = (command: string): Json => ({ ...server, EntryPoint: ['sh', '-c'], Command: [command] });

variants(rule('VllmServerTls'), TASK, task, {
  pass: [
    [COMMAND, ['/model', ...rest, '--ssl-certfile=/a', '--ssl-keyfile=/b', '--ssl_ca_certs=/c', '--ssl-cert-reqs=2']],
    ['ContainerDefinitions.0', shell(`vllm serve /model ${tls.join(' ')}`), { ...server, EntryPoint: ['python3', '-m', 'vllm.entrypoints.openai.api_server'] }],
  ],
  fail: [
    [COMMAND, without('--ssl-certfile'), without('--ssl-keyfile'), without('--ssl-ca-certs'), without('--ssl-cert-reqs'), [...server.Command, '--ssl-cert-reqs', '0'], GONE],
    ['ContainerDefinitions.0', shell('vllm serve /model'), { Image: 'vllm/vllm-openai:v0.10', Command: ['--model', 'x'] }],
  ],
  unknown: [COMMAND, `${COMMAND}.8`, `${COMMAND}.0`], skip,
});
variants(rule('VllmServerRunsNoForeignCode'), TASK, task, {
  fail: [
    [COMMAND, [...server.Command, '--trust-remote-code'], [...server.Command, '--trust_remote_code=true']],
    ['ContainerDefinitions.0', shell('exec vllm serve x --trust-remote-code')],
  ],
  unknown: [COMMAND], skip,
});
variants(rule('VllmServerOffline'), TASK, task, {
  pass: [['ContainerDefinitions.0.Environment.2', variable('DO_NOT_TRACK')]],
  fail: [
    ['ContainerDefinitions.0.Environment', GONE, []], ['ContainerDefinitions.0.Environment.0', GONE, variable('HF_HUB_OFFLINE', '0')],
    ['ContainerDefinitions.0.Environment.2', GONE],
  ],
  unknown: ['ContainerDefinitions.0.Environment', 'ContainerDefinitions.0.Environment.0.Value'], skip,
});
variants(rule('VllmServerLimitsRequests'), TASK, task, { fail: [[COMMAND, without('--max-model-len'), [...tls, '--max-model-len']]], unknown: [COMMAND], skip });
variants(rule('VllmServerSaysLittle'), TASK, task, {
  fail: [
    [COMMAND, without('--disable-fastapi-docs', 0), without('--allowed-origins'), [...server.Command, '--allowed-origins', '["*"]'], [...server.Command, '--enable-log-requests'], [...server.Command, '--enable-log-outputs']],
  ],
  unknown: [COMMAND, `${COMMAND}.11`], skip,
});
variants(rule('VllmServerMediaBounded'), TASK, task, {
  fail: [['ContainerDefinitions.0.Environment.3', GONE, variable('VLLM_MEDIA_URL_ALLOW_REDIRECTS', '1')]],
  unknown: ['ContainerDefinitions.0.Environment', 'ContainerDefinitions.0.Environment.3.Value'], skip,
});
variants(rule('VllmServerLimitsRequests'), 'AWS::Batch::JobDefinition', { ContainerProperties: { Command: ['vllm', 'serve', '/model', '--max-model-len', '4096'] } }, {
  fail: [['ContainerProperties.Command', ['vllm', 'serve', '/model']]], unknown: ['ContainerProperties.Command.4'],
  skip: [['ContainerProperties.Command', ['echo']], ['ContainerProperties', GONE]],
});

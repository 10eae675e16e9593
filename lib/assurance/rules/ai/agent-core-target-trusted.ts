import { ofText } from '../compute/expectations';
import { everyPlace, type Path } from '../compute/places';
import { every, PASS, PRESENT, property, trilean, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const agentCoreTargetTrusted: Rule = {
  id: 'AgentCoreTargetTrusted',
  title: 'tools are reached by TLS and with credentials of their own',
  why: 'what a tool answers is read by the model; over plain HTTP anybody on the way writes it',
  fix: 'use https addresses and set CredentialProviderConfigurations',
  severity: 'error',
  controls: ['AI-08'],
  types: ['AWS::BedrockAgentCore::GatewayTarget'],
  check: (resource) => every([
    everyPlace(resource, ENDPOINTS, (endpoint, path) => valueAt(endpoint, [], HTTPS, path), PASS),
    property(resource, ['CredentialProviderConfigurations'], PRESENT),
  ]),
};

const ENDPOINTS: readonly Path[] = [['TargetConfiguration', 'Mcp', 'McpServer', 'Endpoint'], ['TargetConfiguration', 'Http', 'Passthrough', 'Endpoint'], ['TargetConfiguration', 'Inference', 'Provider', 'Endpoint']];
const HTTPS = ofText('an address with https', (written) => trilean(/^https:\/\//i.test(written)));

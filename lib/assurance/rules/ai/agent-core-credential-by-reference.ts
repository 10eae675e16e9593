import { isUnknown, splitSymbols, text } from '../../template';
import { hasOpenPart } from '../compute/expectations';
import { everyPlace } from '../compute/places';
import { PASS, valueAt, type Expectation } from '../outcome';
import type { Rule } from '../rule';

export const agentCoreCredentialByReference: Rule = {
  id: 'AgentCoreCredentialByReference',
  title: 'keys of tools come from a store of secrets',
  why: 'a key in a template is read by everyone who reads the template',
  fix: 'set ApiKeySecretConfig or ClientSecretConfig, or write {{resolve:secretsmanager:...}}',
  severity: 'error',
  controls: ['AI-05', 'AI-08'],
  types: ['AWS::BedrockAgentCore::ApiKeyCredentialProvider', 'AWS::BedrockAgentCore::OAuth2CredentialProvider'],
  check: (resource) => everyPlace(resource, [['ApiKey'], ['Oauth2ProviderConfigInput', '*', 'ClientSecret']], (value, path) => valueAt(value, [], FROM_STORE, path), PASS),
};

const FROM_STORE: Expectation = {
  wanted: 'a reference to a store of secrets',
  accepts: (value) => {
    const written = text(value);
    if (written === undefined) return 'yes';
    if (isUnknown(written)) return 'unknown';
    return splitSymbols(written).some((part) => part.kind === 'symbol' && /^resolve:(?:secretsmanager|ssm-secure):/.test(part.name)) ? 'yes' : hasOpenPart(written) ? 'unknown' : 'no';
  },
};

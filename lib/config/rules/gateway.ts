import { MAX_GATEWAY_SETTINGS_BYTES } from '../../contract/gateway';
import { gatewayConfig } from '../../services/ai-gateway/settings/schema';
import { schemaFindings } from '../schema-problems';
import type { Rule } from './rule';

const PLACE = ['gateway', 'settings'];

/** The container refuses settings that it does not understand; here the same is found before anything is deployed. */
export const gatewaySettingsAreUnderstood: Rule = (config) => {
  const { settings } = config.gateway;
  if (settings === undefined) return [];
  const bytes = Buffer.byteLength(JSON.stringify(settings));
  if (bytes > MAX_GATEWAY_SETTINGS_BYTES) {
    return [{ code: 'GatewaySettingsTooLarge', key: PLACE, what: `the settings of the gateway must have at most ${MAX_GATEWAY_SETTINGS_BYTES} bytes as JSON`, got: bytes, fix: 'put long texts into config/gateway.yaml of the image' }];
  }
  const { error } = gatewayConfig.safeParse(settings);
  return error === undefined ? [] : schemaFindings(error.issues.map((issue) => ({ ...issue, path: [...PLACE, ...issue.path] })), config);
};

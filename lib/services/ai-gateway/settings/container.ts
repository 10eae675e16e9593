import { GATEWAY_ENV } from '../../../contract/gateway';
import { PlatformError, type Problem } from '../../../contract/platform-error';
import { isProtectedAddress } from '../../token-verification/discovery';
import { readEnvironment, type GatewayEnvironment } from './environment';
import { settingsInForce, type GatewaySettings, type Weakening } from './in-force';
import { loadGatewayConfig } from './load';

/** All that the container is told. */
export interface ContainerSettings {
  readonly env: GatewayEnvironment;
  readonly settings: GatewaySettings;
  readonly weakenings: readonly Weakening[];
}

/**
 * Reads environment and configuration; throws one PlatformError with everything that is wrong in either. Values are not in it: they may hold secrets.
 * @param file the configuration file of the image
 */
export function containerSettings(env: Readonly<Record<string, string | undefined>>, file: string, now: Date): ContainerSettings {
  const problems: Problem[] = [];
  const read = <T>(source: () => T): T | undefined => {
    try {
      return source();
    } catch (error) {
      if (!PlatformError.isPlatformError(error)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const environment = read(() => readEnvironment(env));
  const config = read(() => loadGatewayConfig({ file, overrides: env[GATEWAY_ENV.settings], modelName: environment?.modelName }));
  const inForce = config === undefined ? undefined : settingsInForce(config, now.toISOString().slice(0, 10));
  if (inForce !== undefined) problems.push(...plainHops(inForce.settings));
  if (environment === undefined || inForce === undefined || problems.length > 0) throw new PlatformError(problems);
  return { env: environment, ...inForce };
}

/** A laptop may ask a server on its network in the clear; in the account every hop is encrypted, and prompts are all that these two carry. */
function plainHops({ models, firewall }: GatewaySettings): Problem[] {
  const addresses = [...models.map(({ name, url }) => ({ key: `the url of model '${name}'`, url })), { key: "'firewall.classifierUrl'", url: firewall.classifierUrl }];
  return addresses.filter(({ url }) => url !== undefined && !isProtectedAddress(url)).map(({ key }) => (
    { code: 'GatewayHopNotEncrypted', what: `${key} must be an https address, or http on this machine`, where: 'the configuration', fix: 'give the server a certificate of the internal authority' }
  ));
}

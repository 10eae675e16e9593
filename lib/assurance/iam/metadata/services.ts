import data from './authorization.json';
import { actionsLine, keyLine, resourceLine, type AccessLevel, type KeyLine, type ResourceLine } from './lines';

/** Actions of a service that the service authorization data describes alike. */
export interface ActionGroup {
  readonly service: string;
  readonly level: AccessLevel;
  /** ARN shapes of what they can be asked for on; none for actions on no resource. */
  readonly arns: readonly string[];
  /** Third parts of those shapes; undefined where one is not fixed. */
  readonly arnServices: ReadonlySet<string> | undefined;
  /** Whether they can be asked for on no resource (`*`). */
  readonly onNothing: boolean;
  /** Keys of requests for them, besides global ones. */
  keys(): readonly KeyLine[];
  /** Without the service: `GetObject`. */
  readonly names: readonly string[];
}

export interface Service {
  readonly name: string;
  readonly keys: readonly KeyLine[];
  readonly groups: readonly ActionGroup[];
}

/** Day of the data. */
export const UPDATED: string = data.updated;

export const GLOBAL_KEYS: readonly KeyLine[] = data.global.map(keyLine);

const LINES = new Map(data.services.map((service) => [service.name, service]));
const read = new Map<string, Service>();

export function serviceNames(): Iterable<string> {
  return LINES.keys();
}

/** Whether some action of the service may take a resource whose ARN names one of these services; told without reading the service. */
export function takesResourcesOf(name: string, services: ReadonlySet<string>): boolean {
  return LINES.get(name)?.resources.some((line) => /^(?:arn:|[^:]*[$*])/.test(line) || services.has(line.slice(0, line.indexOf(':')))) === true;
}

/** Services are read when they are first asked for, and kept. */
export function serviceNamed(name: string): Service | undefined {
  const lines = LINES.get(name);
  const known = read.get(name);
  if (lines === undefined || known !== undefined) return known;
  const keys = lines.keys.map(keyLine);
  const resources = lines.resources.map(resourceLine);
  const groups = lines.actions.map(actionsLine).map((alike): ActionGroup => {
    const types = alike.resources.flatMap((index) => resources[index] ?? []);
    const { level, names } = alike;
    let carried: readonly KeyLine[] | undefined;
    return { service: name, level, arns: types.map(({ arn }) => arn), arnServices: servicesIn(types), onNothing: types.length === 0 || alike.optional, keys: () => (carried ??= carriedBy(alike.keys(), types, keys)), names };
  });
  const service = { name, keys, groups };
  read.set(name, service);
  return service;
}

function servicesIn(types: readonly ResourceLine[]): ReadonlySet<string> | undefined {
  const services = types.map(({ arn }) => arn.split(':')[2] ?? '');
  return services.some((service) => /[$*]/.test(service)) ? undefined : new Set(services);
}

/** Keys of the action itself and of the resource that it is asked for on. */
function carriedBy(own: readonly number[], types: readonly ResourceLine[], keys: readonly KeyLine[]): readonly KeyLine[] {
  return [...new Set([...own, ...types.flatMap((type) => type.keys())])].flatMap((index) => keys[index] ?? []);
}

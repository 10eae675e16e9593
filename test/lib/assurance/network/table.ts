import { buildModel, reachability, type BuildOptions, type NetworkResource, type Reachability } from '../../../../lib/assurance/network';
import { symbol } from '../../../../lib/assurance/template/symbols';
import { isList, isMap, type Value, type ValueMap } from '../../../../lib/assurance/template/value';

/** Resources by logical id; `@Vpc` is a Ref and `@Group.GroupId` a GetAtt. */
export interface Table {
  readonly [logicalId: string]: readonly [type: string, properties: ValueMap];
}

export function resourcesOf(table: Table): NetworkResource[] {
  return Object.entries(table).map(([logicalId, [type, properties]]) => ({ id: `T.${logicalId}`, type: `AWS::${type}`, properties: properties === undefined ? {} : written(properties) }));
}

export function judge(table: Table, options?: BuildOptions): Reachability {
  return reachability(buildModel(resourcesOf(table), options));
}

function written(properties: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, resolved(value)]));
}

function resolved(value: Value): Value {
  if (typeof value === 'string' && value.startsWith('@')) {
    const [logicalId = '', attribute = 'Ref'] = value.slice(1).split('.');
    return symbol('T', logicalId, attribute);
  }
  if (isList(value)) return value.map(resolved);
  return isMap(value) ? written(value) : value;
}

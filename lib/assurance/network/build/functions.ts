import type { Doubt, Node } from '../model';
import { tcp } from '../traffic';
import { given, nodeOf, type Ground } from './interfaces';
import { Belongings, type NetworkResource, type Reader } from './reader';

const FUNCTIONS = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];
const HTTPS = tcp(443);

/** Lambda functions: in a VPC through its interfaces, outside of one straight on the internet. A function URL is a door that AWS keeps. */
export function functions(ground: Ground): Node[] {
  const { reader } = ground;
  const urls = urlDoors(reader);
  return reader.ofType(...FUNCTIONS).map((resource) => {
    const { properties } = resource;
    const own = properties.FunctionUrlConfig === undefined ? [] : [undefined];
    const doors = [...urls.of(resource.id), ...own];
    const door = doors.length === 0 ? {} : { publicDoor: HTTPS, doorDoubt: doors.includes(undefined) ? undefined : doors[0] };
    const subnets = reader.texts(properties, 'VpcConfig', 'SubnetIds');
    if (subnets.length === 0) return nodeOf(ground, resource, 'function', undefined, { runsCode: true, outsideVpc: true, ...door });
    const v6 = given(reader.flag(properties, 'VpcConfig', 'Ipv6AllowedForDualStack'), 'no');
    return nodeOf(ground, resource, 'function', { subnets, groups: reader.texts(properties, 'VpcConfig', 'SecurityGroupIds'), publicAddress: 'no', v6 }, { runsCode: true, ...door });
  });
}

/** The function that a name, an ARN or an address with an ARN in it means, also by an alias or a version. */
export function functionNamed(reader: Reader, text: string): NetworkResource | undefined {
  const [version] = reader.namedIn(text, 'AWS::Lambda::Alias', 'AWS::Lambda::Version');
  if (version) return functionNamed(reader, reader.text(version.properties, 'FunctionName') ?? '');
  return reader.resource(text, ...FUNCTIONS) ?? reader.namedIn(text, ...FUNCTIONS)[0];
}

/** For each function with a URL why the URL is perhaps not there, undefined where it surely is. */
function urlDoors(reader: Reader): Belongings<Doubt | undefined> {
  const doors = new Belongings<Doubt | undefined>();
  for (const { properties, doubt } of reader.ofType('AWS::Lambda::Url')) {
    const owner = reader.owner(reader.text(properties, 'TargetFunctionArn'), (name) => functionNamed(reader, name)?.id ?? name);
    doors.add(owner, doubt ?? owner.doubt);
  }
  return doors;
}

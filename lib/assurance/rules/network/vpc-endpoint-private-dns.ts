import { at, text } from '../../template';
import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { byWord } from './told';

export const vpcEndpointPrivateDns: Rule = {
  id: 'VpcEndpointPrivateDns',
  title: 'interface endpoint answers to the service\'s own name',
  why: 'without private DNS the SDKs go on to the public endpoint, past the endpoint\'s policy and groups',
  fix: 'set PrivateDnsEnabled to true',
  severity: 'error',
  controls: ['NET-05'],
  types: ['AWS::EC2::VPCEndpoint'],
  check: (endpoint) => {
    const service = text(at(endpoint.properties, 'ServiceName'));
    if (typeof service === 'string' && service.includes('.vpce.')) return skip('NotAnAwsService');
    return byWord(at(endpoint.properties, 'VpcEndpointType'), (type) => (type === 'Interface' ? property(endpoint, ['PrivateDnsEnabled'], isTrue()) : skip('NotAnInterface')));
  },
};

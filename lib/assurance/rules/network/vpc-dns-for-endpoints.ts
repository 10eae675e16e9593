import { any } from '../../iam/trilean';
import { at } from '../../template';
import { every, isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { referrers } from './references';
import { isWord, when } from './told';

export const vpcDnsForEndpoints: Rule = {
  id: 'VpcDnsForEndpoints',
  title: 'VPC resolves the private names of its endpoints',
  why: 'with DNS support or host names off the public names of AWS services lead past the endpoints',
  fix: 'set EnableDnsSupport and EnableDnsHostnames to true',
  severity: 'error',
  controls: ['NET-05'],
  types: ['AWS::EC2::VPC'],
  check: (vpc, context) => {
    const { sure, perhaps } = referrers(context, vpc, ['AWS::EC2::VPCEndpoint'], 'VpcId');
    const endpoints = any([...sure, ...perhaps].map(({ properties }) => isWord(at(properties, 'VpcEndpointType'), 'Interface')));
    return when(endpoints, () => every([property(vpc, ['EnableDnsSupport'], isTrue('yes')), property(vpc, ['EnableDnsHostnames'], isTrue())]), skip('NoInterfaceEndpoints'), { code: 'PerhapsInterfaceEndpoints' });
  },
};

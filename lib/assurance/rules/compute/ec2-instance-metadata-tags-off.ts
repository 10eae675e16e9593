import { oneOf } from '../outcome';
import type { Rule } from '../rule';
import { judged, judgeHost } from './hosts';

export const ec2InstanceMetadataTagsOff: Rule = {
  id: 'Ec2InstanceMetadataTagsOff',
  title: 'tags of an instance are not readable on it',
  why: 'tags tell owner, purpose and data class to whatever runs on the instance',
  fix: 'remove MetadataOptions.InstanceMetadataTags, or set it to disabled',
  severity: 'warning',
  controls: ['SUP-04'],
  types: ['AWS::EC2::LaunchTemplate', 'AWS::EC2::Instance'],
  check: (resource, context) => judgeHost(resource, context, ({ path }, own) => judged(own(['MetadataOptions', 'InstanceMetadataTags']), [...path, 'MetadataOptions', 'InstanceMetadataTags'], oneOf(['disabled'], 'yes'))),
};

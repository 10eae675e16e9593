import { at } from '../../template';
import { every, everyItem, fail, isTrue, PASS, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { customerKey } from './customer-key';

export const instanceVolumesCustomerKey: Rule = {
  id: 'InstanceVolumesCustomerKey',
  title: 'volumes of instances are encrypted with a key of the customer',
  why: 'models, weights and prompts pass through them',
  fix: 'set Encrypted and KmsKeyId in every Ebs of BlockDeviceMappings',
  severity: 'error',
  controls: ['DAT-07'],
  types: ['AWS::EC2::LaunchTemplate', 'AWS::EC2::Instance', 'AWS::AutoScaling::LaunchConfiguration'],
  check: (host, context) => {
    const path = host.type === 'AWS::EC2::LaunchTemplate' ? ['LaunchTemplateData', 'BlockDeviceMappings'] : ['BlockDeviceMappings'];
    const disks = everyItem(host.properties, path, (item, where) => (at(item, 'Ebs') === undefined ? PASS : every([
      valueAt(item, ['Ebs', 'Encrypted'], isTrue(), where),
      // a launch configuration cannot name a key: the account's default is what it takes
      host.type === 'AWS::AutoScaling::LaunchConfiguration' ? PASS : valueAt(item, ['Ebs', 'KmsKeyId'], customerKey(context), where),
    ])), fail({ path, because: [{ code: 'VolumesOfImage', property: path.join('.') }] }));
    const fromTemplate = host.type === 'AWS::EC2::Instance' && at(host.properties, 'LaunchTemplate') !== undefined && at(host.properties, 'BlockDeviceMappings') === undefined;
    return fromTemplate ? skip('JudgedOnLaunchTemplate') : disks;
  },
};

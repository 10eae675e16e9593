import { at } from '../../template';
import { places } from '../compute/places';
import { customerKey } from '../data/customer-key';
import { PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerEndpointCustomerKey: Rule = {
  id: 'SagemakerEndpointCustomerKey',
  title: 'the disks of an endpoint are encrypted with a key of the account',
  why: 'the model, and what it is asked, lies on them',
  fix: 'set KmsKeyId',
  severity: 'error',
  controls: ['DAT-07', 'SUP-06'],
  types: ['AWS::SageMaker::EndpointConfig'],
  check: (resource, context) => {
    const variants = places(resource.properties, ['ProductionVariants', '*']);
    const serverless = variants.length > 0 && variants.every(({ value }) => PRESENT.accepts(at(value, 'ServerlessConfig')) === 'yes');
    return serverless ? skip('NoDisks') : property(resource, ['KmsKeyId'], customerKey(context));
  },
};

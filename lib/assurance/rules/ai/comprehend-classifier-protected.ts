import { everyPlace } from '../compute/places';
import { customerKey } from '../data/customer-key';
import { every, PASS, PRESENT, property, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const comprehendClassifierProtected: Rule = {
  id: 'ComprehendClassifierProtected',
  title: 'classifiers are trained in a network of the account, with its keys',
  why: 'training reads the documents, and a trained classifier can be read for them',
  fix: 'set VpcConfig, VolumeKmsKeyId, ModelKmsKeyId and OutputDataConfig.KmsKeyId',
  severity: 'error',
  controls: ['SUP-06', 'DAT-07'],
  types: ['AWS::Comprehend::DocumentClassifier'],
  check: (resource, context) => every([property(resource, ['VpcConfig', 'Subnets'], PRESENT), property(resource, ['VolumeKmsKeyId'], customerKey(context)), property(resource, ['ModelKmsKeyId'], customerKey(context)),
    everyPlace(resource, [['OutputDataConfig']], (output, path) => valueAt(output, ['KmsKeyId'], customerKey(context), path), PASS)]),
};

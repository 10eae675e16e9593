import { everyPlace } from '../compute/places';
import { customerKey } from '../data/customer-key';
import { every, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerFeatureGroupCustomerKey: Rule = {
  id: 'SagemakerFeatureGroupCustomerKey',
  title: 'features are encrypted with a key of the account',
  why: 'features are personal data in another form',
  fix: 'set SecurityConfig.KmsKeyId of the online store and S3StorageConfig.KmsKeyId of the offline store',
  severity: 'error',
  controls: ['DAT-07'],
  types: ['AWS::SageMaker::FeatureGroup'],
  check: (resource, context) => every([
    everyPlace(resource, [['OnlineStoreConfig']], (store, path) => valueAt(store, ['SecurityConfig', 'KmsKeyId'], customerKey(context), path)),
    everyPlace(resource, [['OfflineStoreConfig']], (store, path) => valueAt(store, ['S3StorageConfig', 'KmsKeyId'], customerKey(context), path)),
  ]),
};

import { every, everyItem, fail, oneOf, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { customerKey, keyAt } from './customer-key';

export const glueSecurityConfigurationEncrypts: Rule = {
  id: 'GlueSecurityConfigurationEncrypts',
  title: 'jobs encrypt what they write, their logs and bookmarks',
  why: 'each of the three holds the data that was worked on',
  fix: 'set the modes SSE-KMS and CSE-KMS with a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::Glue::SecurityConfiguration'],
  check: (configuration, context) => {
    const path = ['EncryptionConfiguration'];
    return every([
      property(configuration, [...path, 'CloudWatchEncryption', 'CloudWatchEncryptionMode'], oneOf(['SSE-KMS'])), keyAt(configuration, context, ...path, 'CloudWatchEncryption', 'KmsKeyArn'),
      property(configuration, [...path, 'JobBookmarksEncryption', 'JobBookmarksEncryptionMode'], oneOf(['CSE-KMS'])), keyAt(configuration, context, ...path, 'JobBookmarksEncryption', 'KmsKeyArn'),
      everyItem(configuration.properties, [...path, 'S3Encryptions'], (item, where) => every([
        valueAt(item, ['S3EncryptionMode'], oneOf(['SSE-KMS']), where),
        valueAt(item, ['KmsKeyArn'], customerKey(context), where),
      ]), fail({ path: [...path, 'S3Encryptions'], because: [{ code: 'PropertyMissing', property: 'EncryptionConfiguration.S3Encryptions', wanted: 'SSE-KMS' }] })),
    ]);
  },
};

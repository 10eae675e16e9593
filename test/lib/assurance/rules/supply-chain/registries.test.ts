import { supplyChainRules } from '../../../../../lib/assurance/rules/supply-chain';
import { ruleCases } from '../cases';
import { ruleNamed } from '../compute/rule-named';
import { GONE, OPEN, resources, variants, type Json } from '../compute/variants';

const rule = ruleNamed(supplyChainRules);
const REPOSITORY = 'AWS::ECR::Repository';
const beside = { Key: { Type: 'AWS::KMS::Key', Properties: {} } };
const repository = {
  ImageTagMutability: 'IMMUTABLE', ImageScanningConfiguration: { ScanOnPush: true }, EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': ['Key', 'Arn'] } }, LifecyclePolicy: { LifecyclePolicyText: '{}' },
};

variants(rule('EcrTagImmutable'), REPOSITORY, repository, { fail: [['ImageTagMutability', 'MUTABLE', GONE, 'IMMUTABLE_WITH_EXCLUSION']], unknown: ['ImageTagMutability'], beside });
variants(rule('EcrScanOnPush'), REPOSITORY, repository, {
  pass: [['ImageScanningConfiguration.ScanOnPush', 'true']], fail: [['ImageScanningConfiguration', GONE, {}], ['ImageScanningConfiguration.ScanOnPush', false]],
  unknown: ['ImageScanningConfiguration'], beside,
});
const registry = (filter: Json, frequency = 'SCAN_ON_PUSH'): Json => ({ Type: 'AWS::ECR::RegistryScanningConfiguration', Properties: { ScanType: 'BASIC', Rules: [{ ScanFrequency: frequency, RepositoryFilters: [{ Filter: filter, FilterType: 'WILDCARD' }] }] } });
const scannedBy = (configuration: Json, name: Json = 'models/llama'): string => resources({ R: { Type: REPOSITORY, Properties: { RepositoryName: name } }, Registry: configuration });
ruleCases(rule('EcrScanOnPush'), {
  pass: { 'a registry that scans all': scannedBy(registry('*')), 'a filter that covers it': scannedBy(registry('models/*')), 'a part of the name': scannedBy(registry('m*/llama')) },
  fail: { 'a filter for others': scannedBy(registry('data/*')), 'a registry that scans by hand': scannedBy(registry('*', 'MANUAL')) },
  unknown: { 'a filter from elsewhere': scannedBy(registry(OPEN)), 'a name from elsewhere': scannedBy(registry('models/*'), OPEN) },
});
variants(rule('EcrCustomerKey'), REPOSITORY, repository, {
  pass: [['EncryptionConfiguration.EncryptionType', 'KMS_DSSE']],
  fail: [['EncryptionConfiguration', GONE, { EncryptionType: 'AES256' }, { EncryptionType: 'KMS' }], ['EncryptionConfiguration.KmsKey', 'alias/aws/ecr']],
  unknown: ['EncryptionConfiguration', 'EncryptionConfiguration.KmsKey'], beside,
});
variants(rule('EcrLifecyclePolicy'), REPOSITORY, repository, { fail: [['LifecyclePolicy', GONE, {}]], unknown: ['LifecyclePolicy'], beside });
ruleCases(rule('EcrRepositoryPrivate'), { pass: {}, fail: { 'a public repository': resources({ R: { Type: 'AWS::ECR::PublicRepository', Properties: {} } }) }, unknown: {} });
variants(rule('EcrRegistryScansEverything'), 'AWS::ECR::RegistryScanningConfiguration', { ScanType: 'ENHANCED', Rules: [{ ScanFrequency: 'CONTINUOUS_SCAN', RepositoryFilters: [{ Filter: '*', FilterType: 'WILDCARD' }] }] }, {
  fail: [['ScanType', 'BASIC', GONE], ['Rules', GONE, []], ['Rules.0.ScanFrequency', 'SCAN_ON_PUSH'], ['Rules.0.RepositoryFilters.0.Filter', 'models/*']],
  unknown: ['ScanType', 'Rules.0.ScanFrequency'],
});

import { at } from '../../template';
import { everyItem, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { customerKey, keyAt } from './customer-key';

export const codePipelineCustomerKey: Rule = {
  id: 'CodePipelineCustomerKey',
  title: 'artefacts of the pipeline are encrypted with a key of the customer',
  why: 'images, models and packages pass through them',
  fix: 'set ArtifactStore.EncryptionKey to a key of yours',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::CodePipeline::Pipeline'],
  check: (pipeline, context) => (at(pipeline.properties, 'ArtifactStores') === undefined ? keyAt(pipeline, context, 'ArtifactStore', 'EncryptionKey', 'Id')
    : everyItem(pipeline.properties, ['ArtifactStores'], (item, path) => valueAt(item, ['ArtifactStore', 'EncryptionKey', 'Id'], customerKey(context), path))),
};

import { at } from '../../template';
import { PASS, PRESENT, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { BY_DIGEST, everyImage, IMAGE_TYPES } from './images';

export const containerImageByDigest: Rule = {
  id: 'ContainerImageByDigest',
  title: 'images are deployed by digest',
  why: 'a tag says what somebody called an image; a digest says what it is',
  fix: 'write the image as <repository>@sha256:<digest>',
  severity: 'error',
  controls: ['SUP-02', 'AI-06'],
  types: IMAGE_TYPES,
  check: (resource) => everyImage(resource, (image, path) => (resource.type === 'AWS::SageMaker::ModelPackage' && PRESENT.accepts(at(resource.properties, ...path.slice(0, -1), 'ImageDigest')) === 'yes'
    ? PASS : valueAt(image, [], BY_DIGEST, path))),
};

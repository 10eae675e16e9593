import { PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyImage, IMAGE_TYPES, PRIVATE_REGISTRY, pullsWithCredentials } from './images';

export const containerImageFromPrivateRegistry: Rule = {
  id: 'ContainerImageFromPrivateRegistry',
  title: 'images come from a private registry',
  why: 'in a public registry anybody may put an image under a name that looks right, and the registry sees what runs here',
  fix: 'copy the image into a repository of ECR and deploy it from there',
  severity: 'error',
  controls: ['SUP-03'],
  types: IMAGE_TYPES,
  check: (resource) => everyImage(resource, (image, path) => (pullsWithCredentials(resource, path) ? PASS : valueAt(image, [], PRIVATE_REGISTRY, path))),
};

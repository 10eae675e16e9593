export { ModelRegistry, type ModelRegistryAttributes, type ModelRegistryProps } from './model-registry';
export { ModelRegistryBase, type IModelRegistry } from './model-registry-base';
export { ModelRegistryGrants } from './model-registry-grants';

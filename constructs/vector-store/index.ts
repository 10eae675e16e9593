export { AuroraVectorStore } from './aurora-vector-store';
export { type AuroraVectorStoreProps } from './aurora-vector-store-props';
export { type AuroraVectorStoreAttributes } from './imported-vector-store';
export { AuroraVectorStoreBase, type IVectorStore } from './vector-store-base';
export { AuroraVectorStoreGrants, VectorStoreGrants } from './vector-store-grants';

export { createPiiFinder, type PiiFinderSettings, type StreamingPiiFinder } from './finder';
export { maskLines, type MaskedLine } from './mask-lines';
export { isSecretType, PII_TYPES, type PiiType } from './types';
export { createMaskVault, redact, unfinishedPlaceholderFrom } from './vault';

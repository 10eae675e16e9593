export { evidence, renderJson, renderMarkdown, renderSarif, type EvidenceFile, type EvidenceOptions } from './evidence';

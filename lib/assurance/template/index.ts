export { facts, positionIn, type Facts, type OutputFacts, type TemplateFacts, type Variant } from './facts';
export { loadAssembly } from './load';
export type { Decision } from './decisions';
export type { FactsOptions } from './model';
export type { Resource } from './resource';
export { renderPosition, type Position } from './source';
export { hasSymbol, opaque, pseudoSymbol, sameText, SHAPE_PATTERNS, splitSymbols, symbol, symbolsIn, type LiteralPart, type SymbolPart, type SymbolShape } from './symbols';
export { parseTemplate, type Environment, type Template } from './template';
export { at, bool, canonical, isList, isMap, isUnknown, list, listOrOne, loneSymbol, map, number, stringsIn, text, texts, Unknown, unknownsIn, type Value, type ValueMap } from './value';

export { parseRequirements } from './parse';
export { runRequirements } from './run';
export { select, type Selection } from './selector';
export type { Conditions, Control, DeniedQuestion, Grant, NetworkEnd, Question, Requirement, ResourceEnd, Selector } from './requirement';
export { BASELINE } from './baseline';
export { PLATFORM } from './platform';

export { CATALOGUE, type Catalogue } from './catalogue';
export { CONFIDENCE_MARKS, LAYERS, METHODS, type Confidence, type Control, type Layer, type Mapping, type Method } from './control';
export { FRAMEWORKS, supportedBy, type Framework, type FrameworkId, type Milestone } from './frameworks';

export { readAssembly, type Assembly, type AssemblyStack, type Metadata, type ReadOptions } from './assembly';
export { buildReport, readReport, type ReportOptions } from './build';
export { judge, type Judgement } from './judge';
export { renderPage, type PageOptions } from './page';
export { createProgress, type ProgressOptions } from './progress';
export type { Report } from './report';
export { retainedResources, type RetainedResource } from './retained';
export { coloursWanted, renderScreen, type ScreenOptions } from './screen';

import { throwProblems, type Problem } from '../../contract/platform-error';

/**
 * Where a model version lies in the model bucket, below `models/<name>/<version>`:
 * `model/…` the files, `model.sig` their signature (written last: without it there is no version), `model-card.json` and `model-card.json.sig`.
 */
export interface VersionLayout {
  /** `models/<name>/<version>`, without a trailing slash. */
  readonly prefix: string;
  /** Prefix of the files, with a trailing slash. */
  readonly files: string;
  readonly signature: string;
  readonly card: string;
  readonly cardSignature: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const FLOATING = ['latest', 'current', 'main', 'stable', 'newest'];

export function modelPrefix(name: string, version: string): string {
  const problems: Problem[] = [];
  const pattern = 'up to 100 letters, digits, dots, underscores and hyphens, beginning with a letter or digit';
  if (!NAME.test(name)) problems.push({ code: 'ModelNameInvalid', what: `the model's name must be ${pattern}`, got: name, fix: 'rename the model' });
  if (!NAME.test(version)) problems.push({ code: 'ModelVersionInvalid', what: `the model's version must be ${pattern}`, got: version, fix: 'give a version such as 1.0.0' });
  if (FLOATING.includes(version.toLowerCase())) {
    problems.push({ code: 'ModelVersionFloating', what: 'the version must name one model for good', got: version, fix: 'give a version such as 1.0.0' });
  }
  throwProblems(problems);
  return `models/${name}/${version}`;
}

export function versionLayout(prefix: string): VersionLayout {
  const clean = prefix.replace(/\/+$/, '');
  return { prefix: clean, files: `${clean}/model/`, signature: `${clean}/model.sig`, card: `${clean}/model-card.json`, cardSignature: `${clean}/model-card.json.sig` };
}

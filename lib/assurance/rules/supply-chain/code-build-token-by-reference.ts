import { isUnknown, splitSymbols, text } from '../../template';
import { isOpen } from '../compute/expectations';
import { property, trilean, type Expectation } from '../outcome';
import type { Rule } from '../rule';

export const codeBuildTokenByReference: Rule = {
  id: 'CodeBuildTokenByReference',
  title: 'tokens of repositories come from a store of secrets',
  why: 'a token in a template is read by everyone who reads the template',
  fix: 'write {{resolve:secretsmanager:...}} for Token',
  severity: 'error',
  controls: ['SUP-08'],
  types: ['AWS::CodeBuild::SourceCredential'],
  check: (resource) => property(resource, ['Token'], FROM_STORE),
};

const FROM_STORE: Expectation = {
  wanted: 'a reference to a store of secrets',
  accepts: (value) => {
    const written = text(value);
    if (written === undefined) return 'no';
    if (isUnknown(written)) return 'unknown';
    const parts = splitSymbols(written);
    return parts.some((part) => part.kind === 'symbol' && /^resolve:(?:secretsmanager|ssm-secure):/.test(part.name)) ? 'yes' : isOpen(written) ? 'unknown' : trilean(/^arn:[^:]*:(?:codeconnections|codestar-connections|secretsmanager):/.test(written));
  },
};

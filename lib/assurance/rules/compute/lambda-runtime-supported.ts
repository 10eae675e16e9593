import { at, isUnknown } from '../../template';
import { property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { ofText, told } from './expectations';

export const lambdaRuntimeSupported: Rule = {
  id: 'LambdaRuntimeSupported',
  title: 'functions run on a runtime that is still patched',
  why: 'a runtime that is out of support gets no fixes for what is found in it',
  fix: 'set Runtime to a supported one',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::Lambda::Function'],
  check: (resource) => {
    const kind = told(at(resource.properties, 'PackageType'));
    if (isUnknown(kind)) return unknownOutcome({ ...kind.cause, property: 'PackageType' });
    return kind === 'Image' ? skip('ContainerImage') : property(resource, ['Runtime'], SUPPORTED);
  },
};

/** Supported at the end of 2026, and ended before; of a name on neither list nothing is known. */
const CURRENT = /^(?:nodejs(?:22|24)\.x|python3\.1[1-4]|java(?:8\.al2|11|17|21|25)|dotnet10|ruby3\.[345]|provided\.al2023)$/;
const ENDED = /^(?:nodejs(?:\d(?:\.\d+)?|1\d(?:\.x)?|20(?:\.x)?|[468]\.\d+)|nodejs|python(?:2\.7|3\.[6-9]|3\.10)|java8|dotnet(?:core.*|[5-8])|ruby(?:2\..*|3\.2)|go1\.x|provided|provided\.al2)$/;
const SUPPORTED = ofText('a supported runtime', (written) => (CURRENT.test(written) ? 'yes' : ENDED.test(written) ? 'no' : 'unknown'));

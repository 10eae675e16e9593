import { ofText } from '../compute/expectations';
import { everyPlace } from '../compute/places';
import { PASS, trilean, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const codeBuildSourceNoCredentials: Rule = {
  id: 'CodeBuildSourceNoCredentials',
  title: 'addresses of sources hold no credentials',
  why: 'a token in an address stands in the project, in logs and in the history of the repository',
  fix: 'connect the repository by CodeConnections or SourceCredential',
  severity: 'error',
  controls: ['SUP-08'],
  types: ['AWS::CodeBuild::Project'],
  check: (resource) => everyPlace(resource, [['Source', 'Location'], ['SecondarySources', '*', 'Location']], (location, path) => valueAt(location, [], NO_USER, path), PASS),
};

const NO_USER = ofText('an address without user and password', (written) => trilean(!/^[a-z][a-z0-9+.-]*:\/\/[^/@]*@/i.test(written)), 'yes');

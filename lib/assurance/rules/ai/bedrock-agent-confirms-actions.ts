import { at, isUnknown, type Value } from '../../template';
import { told } from '../compute/expectations';
import { everyPlace, places, type Path, type Place } from '../compute/places';
import { readJson } from '../compute/read-json';
import { every, oneOf, PASS, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule } from '../rule';

export const bedrockAgentConfirmsActions: Rule = {
  id: 'BedrockAgentConfirmsActions',
  title: 'a person confirms what an agent does',
  why: 'an agent that was talked into it deletes, pays or sends as readily as it reads',
  fix: 'set RequireConfirmation to ENABLED on functions that change something, x-requireConfirmation in an OpenAPI schema',
  severity: 'error',
  controls: ['AI-07'],
  types: ['AWS::Bedrock::Agent'],
  check: (resource) => everyPlace(resource, [['ActionGroups', '*']], (group, path) => {
    if (told(at(group, 'ActionGroupState')) === 'DISABLED' || told(at(group, 'ActionGroupExecutor', 'CustomControl')) === 'RETURN_CONTROL') return PASS;
    return every([...places(group, ['FunctionSchema', 'Functions', '*'], path).map(judgeFunction), judgeSchema(at(group, 'ApiSchema'), [...path, 'ApiSchema'])]);
  }),
};

/** Names of functions that only look. */
const READS = /^(?:get|list|describe|search|find|read|query|lookup|look_up|fetch|check|count|show|view|retrieve|calculate|compute|validate|summari[sz]e|explain)(?![a-z])/;

function judgeFunction({ value, path }: Place): Outcome {
  const name = told(at(value, 'Name'));
  const confirmed = valueAt(value, ['RequireConfirmation'], oneOf(['ENABLED']), path);
  if (typeof name === 'string' && READS.test(name)) return PASS;
  return isUnknown(name) && confirmed.kind === 'fail' ? unknownOutcome({ ...name.cause, property: path.join('.') }) : confirmed;
}

/** Methods of an OpenAPI schema that change something; a schema that lies in a bucket cannot be read here. */
function judgeSchema(schema: Value | undefined, path: Path): Outcome {
  if (schema === undefined) return PASS;
  const payload = told(at(schema, 'Payload'));
  const parsed = typeof payload === 'string' ? readJson(payload) : undefined;
  if (parsed === undefined) return unknownOutcome({ code: 'SchemaNotRead', property: path.join('.') });
  return every(['post', 'put', 'patch', 'delete'].flatMap((method) => places(parsed, ['paths', '*', method], [...path, 'Payload']).map((each) => valueAt(each.value, ['x-requireConfirmation'], oneOf(['ENABLED']), each.path))));
}

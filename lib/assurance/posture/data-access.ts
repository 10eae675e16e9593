import { at, isList, isMap, isUnknown, list, text, texts, type Resource, type Value } from '../template';
import type { Grant } from './grant';
import type { Labels } from './labels';

/** What data access policies of OpenSearch Serverless say, which are no IAM policies. What cannot be read is left to `unreadDataAccess`. */
export function dataAccessOf(resources: readonly Resource[], labels: Labels): readonly Grant[] {
  return policiesIn(resources).flatMap(({ rules }) => (rules ?? []).flatMap((rule): readonly Grant[] => {
    const principals = texts(at(rule, 'Principal'));
    const parts = list(at(rule, 'Rules'));
    if (principals === undefined || isUnknown(principals) || parts === undefined || isUnknown(parts)) return [];
    return parts.flatMap((part) => {
      const [on, actions] = [texts(at(part, 'Resource')), texts(at(part, 'Permission'))];
      if (on === undefined || isUnknown(on) || actions === undefined || isUnknown(actions)) return [];
      return principals.flatMap((who) => on.map((resource): Grant => ({ who: [labels.text(who)], effect: 'may', actions, on: [labels.text(resource)], when: [], sometimes: false })));
    });
  }));
}

/** Data access policies whose text is not at hand. */
export function unreadDataAccess(resources: readonly Resource[]): readonly string[] {
  return policiesIn(resources).flatMap(({ id, rules }) => (rules === undefined ? [id] : []));
}

function policiesIn(resources: readonly Resource[]): readonly { readonly id: string; readonly rules: readonly Value[] | undefined }[] {
  return resources.filter(({ type }) => type === 'AWS::OpenSearchServerless::AccessPolicy').map(({ template, logicalId, properties }) => (
    { id: `${template}.${logicalId}`, rules: rulesIn(text(at(properties, 'Policy'))) }));
}

function rulesIn(written: ReturnType<typeof text>): readonly Value[] | undefined {
  if (typeof written !== 'string') return undefined;
  try {
    const read: Value = JSON.parse(written);
    return isList(read) ? read : isMap(read) ? [read] : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

import { at, isMap, isUnknown, list, text, type Resource, type Unknown } from '../../template';
import { told } from '../compute/expectations';

/** What an inventory asks of each resource, and keys under which people write it; without regard to case, prefix and separators. */
export const INVENTORY: readonly { readonly aspect: string; readonly keys: readonly string[] }[] = [
  { aspect: 'owner', keys: ['owner', 'team', 'contact', 'businessowner', 'technicalowner', 'serviceowner', 'productowner'] },
  { aspect: 'purpose', keys: ['purpose', 'application', 'app', 'project', 'service', 'system', 'workload', 'usecase', 'product'] },
  { aspect: 'data-class', keys: ['dataclass', 'dataclassification', 'classification', 'datasensitivity', 'confidentiality', 'datacategory'] },
  { aspect: 'risk-tier', keys: ['risktier', 'risk', 'risklevel', 'riskclass', 'riskrating', 'airisktier', 'criticality'] },
];

/** The keys of a resource's tags, as lists or as a map; keys with an empty value do not count. Unknown when they cannot all be read. */
export function tagKeys(resource: Resource): readonly string[] | Unknown {
  const tags = at(resource.properties, 'Tags') ?? at(resource.properties, 'HostedZoneTags') ?? at(resource.properties, 'BackupVaultTags');
  if (tags === undefined || isUnknown(tags)) return tags ?? [];
  const opened = isMap(tags) ? Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value })) : list(tags) ?? [];
  if (isUnknown(opened)) return opened;
  const pairs = opened.map((tag) => [told(at(tag, 'Key')), text(at(tag, 'Value'))] as const);
  const keys: string[] = [];
  for (const [key, value] of pairs) {
    if (isUnknown(key)) return key;
    if (key !== undefined && value !== '' && value !== undefined) keys.push(normal(key));
  }
  return keys;
}

/** `acme:Data-Classification` is `dataclassification`. */
function normal(key: string): string {
  return (key.split(/[:/]/).at(-1) ?? key).toLowerCase().replaceAll(/[^a-z]/g, '');
}

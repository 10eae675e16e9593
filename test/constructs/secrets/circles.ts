interface Template { Resources: Record<string, { DependsOn?: string | string[] }> }

/** Resources of a template that wait for themselves, over references and DependsOn. CDK writes such a template; CloudFormation refuses it. */
export function circles(template: Partial<Template>): string[] {
  const resources = template.Resources ?? {};
  const needs = new Map(Object.entries(resources).map(([id, resource]) => [id, [...mentioned(resource), ...[resource.DependsOn ?? []].flat()].filter((other) => other in resources)]));
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
    (needs.get(from) ?? []).some((next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))));
  return [...needs.keys()].filter((id) => reaches(id, id));
}

function mentioned(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return [String(inner[0])];
    if (key === 'Fn::Sub') return [...JSON.stringify(inner).matchAll(/\$\{([A-Za-z0-9]+)/g)].map((match) => match[1] ?? '');
    return mentioned(inner);
  });
}

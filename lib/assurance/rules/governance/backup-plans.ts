import { text, type Resource } from '../../template';
import { places } from '../compute/places';
import type { RuleContext } from '../rule';

/** Whether a selection of the templates names the resource by its ARN; a selection by tags is not read, because it depends on the plan's role too. */
export function inBackupPlan(resource: Resource, context: RuleContext): boolean {
  return context.ofType('AWS::Backup::BackupSelection').flatMap(({ properties }) => places(properties, ['BackupSelection', 'Resources', '*'])).some(({ value }) => {
    const name = text(value);
    return typeof name === 'string' && (context.named(name) === resource || Object.values(resource.names).includes(name));
  });
}

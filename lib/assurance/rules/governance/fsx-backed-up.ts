import { at } from '../../template';
import { everyPlace } from '../compute/places';
import { atLeast, PASS, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { inBackupPlan } from './backup-plans';

export const fsxBackedUp: Rule = {
  id: 'FsxBackedUp',
  title: 'file systems are backed up',
  why: 'what a bad program deleted is gone without a backup',
  fix: 'set AutomaticBackupRetentionDays, or select the file system in a backup plan',
  severity: 'error',
  controls: ['GOV-05'],
  types: ['AWS::FSx::FileSystem'],
  check: (resource, context) => (inBackupPlan(resource, context) ? PASS : everyPlace(resource, ['LustreConfiguration', 'OntapConfiguration', 'OpenZFSConfiguration', 'WindowsConfiguration'].map((name) => [name]),
    (settings, path) => (/^SCRATCH/.test(String(at(settings, 'DeploymentType'))) ? skip('ScratchFileSystem') : valueAt(settings, ['AutomaticBackupRetentionDays'], atLeast(1), path)), skip('NoConfiguration'))),
};

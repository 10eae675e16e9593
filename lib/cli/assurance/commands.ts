import type { Command } from '../command';
import { diffCommand } from './diff';
import { evidenceCommand } from './evidence';
import { iamCommands } from './iam';
import { postureCommand } from './posture';
import { verifyCommand } from './verify';

/** Commands that judge templates and policies offline. */
export function assuranceCommands(): Command[] {
  return [verifyCommand(), postureCommand(), diffCommand(), evidenceCommand(), ...iamCommands()];
}

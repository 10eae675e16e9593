import { assuranceCommands } from './assurance/commands';
import type { Command } from './command';
import { gatewayCommands } from './gateway/commands';
import { modelCommands } from './model/commands';
import { retainedCommand } from './retained';

/** Every command of `secure-ai`, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [...assuranceCommands(), ...modelCommands(), ...gatewayCommands(), retainedCommand()];

#!/usr/bin/env node
import { COMMANDS } from '../lib/cli/commands';
import { runCli } from '../lib/cli/main';
import { processTerminal } from '../lib/cli/terminal';

void runCli(process.argv.slice(2), COMMANDS, processTerminal()).then((code) => {
  process.exitCode = code;
});

#!/usr/bin/env node
import { COMMANDS } from '../lib/cli/commands';
import { runCli } from '../lib/cli/main';
import { processTerminal } from '../lib/cli/terminal';

// whoever reads, such as `head`, may stop before the end
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

void runCli(process.argv.slice(2), COMMANDS, processTerminal()).then((code) => {
  process.exitCode = code;
});

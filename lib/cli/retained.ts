import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { throwProblems } from '../contract/platform-error';
import { readAssembly, retainedResources } from '../report';
import { EXIT, type Command } from './command';

/** `secure-ai retained`: what a deletion of all stacks leaves behind, and is to be paid for and answered for. */
export function retainedCommand(): Command {
  return {
    words: ['retained'],
    summary: 'Lists what stays in the account when every stack of an assembly is deleted',
    positionals: ['<assembly>'],
    options: {},
    notes: ['secure-ai retained cdk.out', 'The assembly is the folder that cdk synth or npm start wrote.'],
    run: async ({ positionals: [folder = ''] }, terminal) => {
      if (!existsSync(join(folder, 'manifest.json'))) {
        throwProblems([{ code: 'AssemblyNotFound', what: 'the folder must hold a synthesized assembly (manifest.json)', got: folder, where: 'secure-ai retained', fix: 'run npm start, and give out/dev or out/prod' }]);
      }
      const retained = retainedResources(readAssembly(folder));
      for (const { stack, path, type, policy } of retained) terminal.out(`${policy.padEnd(8)}  ${type.padEnd(34)}  ${path}  (${stack})`);
      terminal.out(retained.length === 0 ? 'Nothing stays.' : retained.length === 1 ? '1 resource stays.' : `${retained.length} resources stay.`);
      return EXIT.ok;
    },
  };
}

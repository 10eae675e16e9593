import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');
const CONSTRUCTS = join(ROOT, 'constructs');
const CONTEXT = join(CONSTRUCTS, 'readme-context.d.ts');

/** What a snippet may take as given, beside what it imports and makes itself: each name has one meaning in all READMEs. */
const GIVEN: Readonly<Record<string, string>> = {
  appSubnets: `import('aws-cdk-lib').aws_ec2.ISubnet[]`,
  auditBucket: `import('aws-cdk-lib').aws_s3.IBucket`,
  authority: `import('secure-ai-platform').IInternalAuthority`,
  certificate: `import('aws-cdk-lib').aws_certificatemanager.ICertificate`,
  dataSubnets: `import('aws-cdk-lib').aws_ec2.ISubnet[]`,
  endpointGroup: `import('aws-cdk-lib').aws_ec2.ISecurityGroup`,
  gateway: `import('secure-ai-platform').GatewayService`,
  gatewayRole: `import('aws-cdk-lib').aws_iam.IRole`,
  gpuSubnets: `import('aws-cdk-lib').aws_ec2.ISubnet[]`,
  identity: `import('secure-ai-platform').IPlatformIdentity`,
  inference: `import('secure-ai-platform').IGpuInferenceService`,
  key: `import('aws-cdk-lib').aws_kms.IKey`,
  keys: `import('secure-ai-platform').IDataKeys`,
  logArchive: `import('secure-ai-platform').LogArchive`,
  modelBucket: `import('aws-cdk-lib').aws_s3.IBucket`,
  network: `import('secure-ai-platform').IIsolatedNetwork`,
  pipelineRole: `import('aws-cdk-lib').aws_iam.IRole`,
  registry: `import('secure-ai-platform').ModelRegistry`,
  repository: `import('aws-cdk-lib').aws_ecr.IRepository`,
  role: `import('aws-cdk-lib').aws_iam.IRole`,
  service: `import('constructs').IConstruct`,
  signingKey: `import('aws-cdk-lib').aws_kms.IKey`,
  taskRole: `import('aws-cdk-lib').aws_iam.IRole`,
  trainingRole: `import('aws-cdk-lib').aws_iam.IRole`,
  vectorStore: `import('secure-ai-platform').IVectorStore`,
  vpc: `import('aws-cdk-lib').aws_ec2.IVpc`,
};

/** Snippets of a README as modules of their own: imports stay on top, the rest is the body of a construct, each line where it stands in the README. */
function modulesOf(readme: string): Map<string, string> {
  const lines = readFileSync(readme, 'utf8');
  const modules = new Map<string, string>();
  for (const match of lines.matchAll(/^```ts\n(.*?)^```$/gms)) {
    const [, code = ''] = match;
    const [imports = ''] = /^(?:import [^;]*;\n|\n)*/.exec(code) ?? [];
    const above = '\n'.repeat(lines.slice(0, match.index).split('\n').length);
    const body = `export function snippet(this: import('constructs').Construct): void { ${code.slice(imports.length)} }`;
    modules.set(readme.replace(/\.md$/, `.${modules.size + 1}.ts`), `${above}${imports}${body}\n`);
  }
  return modules;
}

/** Where the entries of the package stand in the sources, as tsconfig.json has them. */
function sourcePaths(): ts.MapLike<string[]> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (file) => readFileSync(file, 'utf8')) as { config: { compilerOptions: { paths: ts.MapLike<string[]> } } };
  return Object.fromEntries(Object.entries(config.compilerOptions.paths).map(([name, files]) => [name, files.map((file) => join(ROOT, file))]));
}

/** Type-checks the TypeScript snippets of the READMEs as somebody would paste them into a stack. Takes about as long as `tsc` over the library. */
function main(): void {
  const readmes = [join(ROOT, 'README.md'), ...readdirSync(CONSTRUCTS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join(CONSTRUCTS, name, 'README.md')).filter(existsSync)];
  const virtual = new Map([
    [CONTEXT, `export {};\ndeclare global {\n${Object.entries(GIVEN).map(([name, type]) => `  const ${name}: ${type};`).join('\n')}\n}\n`],
    ...readmes.flatMap((readme) => [...modulesOf(readme)]),
  ]);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, lib: ['lib.es2023.d.ts'], types: ['node', 'jest'],
    strict: true, skipLibCheck: true, noEmit: true, paths: sourcePaths(),
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => virtual.has(file) || fileExists(file);
  host.readFile = (file) => virtual.get(file) ?? readFile(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = virtual.get(file);
    return text === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram([...virtual.keys()], options, host);
  // Only the snippets: the library itself is checked by `npm run lint`.
  const problems = [...virtual.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return source === undefined ? [] : [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) => {
      const { line } = source.getLineAndCharacterOfPosition(problem.start ?? 0);
      return `${relative(ROOT, file).replace(/\.\d+\.ts$/, '.md')}:${line + 1} ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`;
    });
  });
  const silent = readmes.filter((readme) => modulesOf(readme).size === 0).map((readme) => `${relative(ROOT, readme)} has no snippet`);
  for (const problem of [...silent, ...problems]) console.error(problem);
  if (silent.length + problems.length > 0) process.exitCode = 1;
}

main();

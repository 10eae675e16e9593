import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { PlatformError } from '../../../../../lib/contract/platform-error';
import { createAuthorizer } from '../../../../../lib/services/ai-gateway/authorization/authorizer';
import { loadPolicies, POLICY_FOLDER } from '../../../../../lib/services/ai-gateway/authorization/policy-files';
import { person, withPolicies } from './sample';

const folder = mkdtempSync(join(tmpdir(), 'policies-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is wrong with policies of the operator's own: code and place of each problem. */
async function problemsOf(...texts: readonly string[]): Promise<readonly string[]> {
  const files = await withPolicies(...texts);
  try {
    createAuthorizer(files);
    return [];
  } catch (error) {
    if (PlatformError.isPlatformError(error)) return [...new Set(error.problems.map(({ code, where }) => `${code} at ${where}`))].sort();
    throw error;
  }
}

test('the gateway’s own policies are read with the schema, and are without a fault', async () => {
  const { schema, policies } = await loadPolicies();
  expect([schema, ...policies].map(({ file }) => file.slice(POLICY_FOLDER.length + 1))).toEqual(['gateway.cedarschema', 'approvals.cedar', 'collections.cedar', 'models.cedar', 'tenant.cedar', 'tools.cedar']);
  expect(await problemsOf()).toEqual([]);
});

test('further files are read after them', async () => {
  const file = join(folder, 'own.cedar');
  writeFileSync(file, 'forbid (principal, action, resource);');
  const { allows } = createAuthorizer(await loadPolicies(undefined, [file]));
  expect(allows(person({ scopes: ['inference/invoke'] }), 'InvokeModel', { type: 'Model', id: 'm' })).toBe(false);
});

test.each([
  ['text that is no policy', 'allow everything please', 'PolicyInvalid at further-1.cedar'],
  ['a policy without its end', 'permit (principal, action, resource)', 'PolicyInvalid at further-1.cedar'],
  ['an attribute that there is not', '@id("mine") permit (principal, action, resource) when { principal.admin };', 'PolicyInvalid at further-1.cedar, mine'],
  ['an action that there is not', 'permit (principal, action == Action::"InvokeModle", resource);', 'PolicyInvalid at further-1.cedar, policy 1'],
  ['a type that there is not', 'permit (principal == User::"x", action, resource);', 'PolicyInvalid at further-1.cedar, policy 1'],
  ['a forbid that can never apply', 'permit (principal, action == Action::"ListModel", resource); forbid (principal, action == Action::"EmbedText", resource == Tool::"x");', 'PolicyInvalid at further-1.cedar, policy 2'],
  ['a forbid whose condition is always false', 'forbid (principal, action == Action::"EmbedText", resource) when { resource is Tool };', 'PolicyInvalid at further-1.cedar, policy 1'],
  ['letters that look like others', 'forbid (principal in Group::"sсientists", action, resource);', 'PolicyInvalid at further-1.cedar, policy 1'],
  ['a comparison of unlike types', 'forbid (principal, action, resource) when { principal.tenant == 7 };', 'PolicyInvalid at further-1.cedar, policy 1'],
  ['an attribute that may be absent', 'forbid (principal, action == Action::"CallTool", resource) when { resource.model == Model::"m" };', 'PolicyInvalid at further-1.cedar, policy 1'],
  ['a template', 'permit (principal == ?principal, action, resource);', 'PolicyTemplate at further-1.cedar'],
  ['nothing', '// later', 'PolicyFileEmpty at further-1.cedar'],
])('a file with %s is refused, and named', async (_, text, problem) => expect(await problemsOf(text)).toEqual([problem]));

test('all faults of all files are told at once', async () => {
  expect(await problemsOf('permit (principal, action, resource) when { principal.a };', 'permit (principal, action, resource) when { principal.b };')).toEqual(['PolicyInvalid at further-1.cedar, policy 1', 'PolicyInvalid at further-2.cedar, policy 1']);
});

test('a schema that is none is refused', async () => {
  const files = await loadPolicies();
  expect(() => createAuthorizer({ ...files, schema: { file: 's', text: 'entity' } })).toThrow(/PolicySchemaInvalid/);
});

test.each([
  ['a folder that is missing', () => loadPolicies(join(folder, 'missing')), 'PolicyFileUnreadable'],
  ['a folder without policies', () => loadPolicies(mkdtempSync(join(folder, 'empty-'))), 'PolicyFolderEmpty'],
  ['a further file that is missing', () => loadPolicies(undefined, [join(folder, 'missing.cedar')]), 'PolicyFileUnreadable'],
])('%s is refused, and named', async (_, load, code) => expect(load()).rejects.toThrow(code));

test('bundled into one file, with Cedar’s WebAssembly and the policies beside it, it runs', async () => {
  const source = resolve(__dirname, '../../../../../lib/services/ai-gateway/authorization');
  const root = mkdtempSync(join(folder, 'bundle-'));
  await build({
    stdin: {
      contents: `import { createAuthorizer } from './authorizer'; import { loadPolicies } from './policy-files';
        loadPolicies().then((files) => {
          const { allows } = createAuthorizer(files);
          const ask = (scope) => allows({ tenant: 'acme', subject: 's', groups: [], scopes: new Set([scope]) }, 'InvokeModel', { type: 'Model', id: 'm' });
          process.stdout.write(JSON.stringify([ask('inference/invoke'), ask('models/read')]));
        });`,
      resolveDir: source,
      loader: 'ts',
    },
    bundle: true, platform: 'node', target: 'node20', format: 'cjs', minify: true, outfile: join(root, 'index.js'),
  });
  cpSync(join(dirname(require.resolve('@cedar-policy/cedar-wasm/nodejs')), 'cedar_wasm_bg.wasm'), join(root, 'cedar_wasm_bg.wasm'));
  cpSync(join(source, 'policies'), join(root, 'policies'), { recursive: true });
  expect(execFileSync(process.execPath, [join(root, 'index.js')], { cwd: '/', encoding: 'utf8' })).toBe('[true,false]');
});

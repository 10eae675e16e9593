import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const CONSTRUCTS = resolve(__dirname, '../../constructs');

const folders = readdirSync(CONSTRUCTS, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(CONSTRUCTS, entry.name, 'index.ts'))).map(({ name }) => name);

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
}

type Owner = ts.InterfaceDeclaration | ts.ClassDeclaration;

const owners = new Map<string, Owner>(folders.flatMap((folder) => readdirSync(join(CONSTRUCTS, folder)).filter((name) => name.endsWith('.ts'))
  .flatMap((name) => [...parse(join(CONSTRUCTS, folder, name)).statements])
  .flatMap((statement) => ((ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name !== undefined ? [[statement.name.text, statement] as const] : []))));

/** What a folder's index gives to the public, by the file that it comes from. */
function publicNames(folder: string): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const statement of parse(join(CONSTRUCTS, folder, 'index.ts')).statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const file = join(CONSTRUCTS, folder, `${statement.moduleSpecifier.text}.ts`);
    const elements = statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause) ? statement.exportClause.elements.map(({ name }) => name.text) : [];
    names.set(file, new Set([...(names.get(file) ?? []), ...elements]));
  }
  return names;
}

interface PublicMember {
  readonly where: string;
  readonly documented: boolean;
  readonly optional: boolean;
  readonly saysDefault: boolean;
}

/** Members of exported interfaces, and public properties of exported classes, as somebody sees them in an editor. */
function members(folder: string): PublicMember[] {
  return [...publicNames(folder)].flatMap(([file, names]) => {
    const source = parse(file);
    return source.statements.flatMap((statement) => {
      if (!(ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) || statement.name === undefined || !names.has(statement.name.text)) return [];
      const owner = statement.name.text;
      return [...statement.members].flatMap((member): PublicMember[] => {
        if (!(ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) || isHidden(member)) return [];
        const documented = ts.getJSDocCommentsAndTags(member).length > 0;
        const name = member.name.getText(source);
        return [{
          where: `${folder}: ${owner}.${name}`,
          documented: documented || isDocumentedAbove(statement, name),
          optional: member.questionToken !== undefined && (documented || !isDocumentedAbove(statement, name)),
          saysDefault: ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'default'),
        }];
      });
    });
  });
}

/** What an interface or a base class says of a member is said for the class too, as editors and API.md show it. */
function isDocumentedAbove(owner: Owner, name: string): boolean {
  return (owner.heritageClauses ?? []).flatMap(({ types }) => [...types]).some(({ expression }) => {
    const above = ts.isIdentifier(expression) ? owners.get(expression.text) : undefined;
    if (above === undefined) return false;
    const own = [...above.members].some((member) => member.name?.getText() === name && ts.getJSDocCommentsAndTags(member).length > 0);
    return own || isDocumentedAbove(above, name);
  });
}

function isHidden(member: ts.PropertySignature | ts.PropertyDeclaration): boolean {
  const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];
  return (member.modifiers ?? []).some(({ kind }) => hidden.includes(kind)) || ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal');
}

test.each(folders)('every optional property in the public API of %s says what its absence means', (folder) => {
  expect(members(folder).filter(({ optional, saysDefault }) => optional && !saysDefault).map(({ where }) => where)).toEqual([]);
});

test.each(folders)('every property in the public API of %s has a docstring', (folder) => {
  expect(members(folder).filter(({ documented }) => !documented).map(({ where }) => where)).toEqual([]);
});

test('the whole library is looked at', () => {
  expect(folders.flatMap(members).filter(({ optional }) => optional).length).toBeGreaterThan(200);
});

test('every capability has a README with a TypeScript snippet', () => {
  // core has what the others are made of; it is shown in their READMEs.
  const without = folders.filter((folder) => folder !== 'core').filter((folder) => {
    const readme = join(CONSTRUCTS, folder, 'README.md');
    return !existsSync(readme) || !/^```ts$/m.test(readFileSync(readme, 'utf8'));
  });
  expect(without).toEqual([]);
});

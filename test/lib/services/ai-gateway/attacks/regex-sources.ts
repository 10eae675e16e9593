import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** A regular expression of the source, with where it stands. */
export interface FoundRegex {
  /** `<file>:<line>`. */
  readonly at: string;
  readonly regex: RegExp;
}

export interface FoundSources {
  readonly regexes: readonly FoundRegex[];
  /** Places that make one from something other than a text that stands there. */
  readonly made: readonly { readonly at: string; readonly argument: string }[];
}

/** Every regular expression of all TypeScript and JavaScript files of these folders. */
export function regexesOf(root: string, folders: readonly string[]): FoundSources {
  const regexes: FoundRegex[] = [];
  const made: { at: string; argument: string }[] = [];
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.[cm]?[jt]s$/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      const found = regexesIn(relative(root, file), readFileSync(file, 'utf8'));
      regexes.push(...found.regexes);
      made.push(...found.made);
    }
  }
  return { regexes, made };
}

/** The same of one text. */
export function regexesIn(file: string, text: string): FoundSources {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const regexes: FoundRegex[] = [];
  const made: { at: string; argument: string }[] = [];
  const visit = (node: ts.Node): void => {
    const at = `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      regexes.push({ at, regex: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) });
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression) && node.expression.text === 'RegExp') {
      const [pattern, flags] = node.arguments ?? [];
      if (pattern !== undefined && ts.isStringLiteralLike(pattern)) regexes.push({ at, regex: new RegExp(pattern.text, flags !== undefined && ts.isStringLiteralLike(flags) ? flags.text : '') });
      else made.push({ at, argument: pattern?.getText(source) ?? '' });
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && ['match', 'matchAll', 'search'].includes(node.expression.name.text)) {
      // A text given to these becomes a regular expression.
      const [pattern] = node.arguments;
      if (pattern !== undefined && ts.isStringLiteralLike(pattern)) regexes.push({ at, regex: new RegExp(pattern.text) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { regexes, made };
}

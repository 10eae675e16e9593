/** Left out of every model, at its root only (OpenSSF Model Signing v1.0, 6.2). */
export const DEFAULT_IGNORED: readonly string[] = ['.git', '.gitattributes', '.github', '.gitignore'];

/** Unicode code point order, which is the byte order of UTF-8; JavaScript's own order differs beyond the basic plane. */
export function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

/** Says why a name must not lead to a file; undefined when it may. Judged before any name touches a file system. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'a file name must not be empty';
  if (name.startsWith('/')) return 'a file name must be relative to the model';
  // A backslash separates folders on Windows, so that one name would mean two files; control characters forge log lines.
  if (/[\\\u0000-\u001f\u007f]/.test(name)) return 'a file name must not hold a backslash or a control character';
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) return 'a file name must be normalized, without empty, . or .. components';
  return undefined;
}

/** Says why an entry of `ignore_paths` is not acceptable; undefined when it is. */
export function ignorePathProblem(path: string): string | undefined {
  if (/[*?[]/.test(path)) return 'an ignored path must not hold glob characters';
  return nameProblem(path) === undefined ? undefined : 'an ignored path must be a normalized relative path';
}

/** Whether one of the paths is the name itself or a folder above it. */
export function isIgnored(name: string, paths: readonly string[]): boolean {
  return paths.some((path) => name === path || name.startsWith(`${path}/`));
}

/** The name itself and every folder above it. */
export function withAncestors(name: string): string[] {
  const parts = name.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

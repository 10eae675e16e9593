/** Names of files as they may stand in evidence: no folder of anybody's machine, and the same on every system. */
export interface Places {
  /** The file's name relative to what all files have in common; a name that is relative already stays. */
  file(name: string): string;
  /** Any text, with every file name in it made relative. */
  text(text: string): string;
  /** A written document, in which texts stand encoded. */
  document(content: string, encode: (text: string) => string): string;
}

export function placesOf(files: readonly string[]): Places {
  const outside = [...new Set(files)].filter(leaves).sort();
  const common = commonFolder(outside);
  const renamed = outside.map((file): readonly [string, string] => [file, slashed(file).slice(common.length)]);
  // longer names first: one may begin with another
  const known = [...renamed].sort(([a], [b]) => b.length - a.length);
  const names = new Map(renamed);
  const rewritten = (content: string, encode: (text: string) => string): string => known.reduce((text, [from, to]) => text.replaceAll(encode(from), encode(to)), content);
  return {
    file: (name) => names.get(name) ?? slashed(name).replace(/^\.\//, ''),
    text: (text) => rewritten(text, (each) => each),
    document: rewritten,
  };
}

/** Absolute, or up and out of where the tool ran. */
function leaves(file: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:[\\/]|\.\.[\\/])/.test(file);
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/');
}

function commonFolder(files: readonly string[]): string {
  const folders = files.map((file) => slashed(file).split('/').slice(0, -1));
  const [first = []] = folders;
  const differs = first.findIndex((part, index) => folders.some((folder) => folder[index] !== part));
  const shared = differs < 0 ? first : first.slice(0, differs);
  return shared.length === 0 ? '' : `${shared.join('/')}/`;
}

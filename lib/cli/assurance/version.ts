import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Version of the package that this program is part of: of the nearest package.json above, in the sources as in the bundle. */
export function packageVersion(folder = __dirname): string {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name?: string; readonly version?: string };
    if (name === 'secure-ai-platform' && version !== undefined) return version;
  } catch (error) {
    if (!(typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const above = dirname(folder);
  return above === folder ? '0.0.0' : packageVersion(above);
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const wwwroot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'wwwroot');

/** Every module of the pages, with its path below wwwroot/js. @returns {{path: string, folder: string, text: string}[]} */
export function modules() {
  const root = join(wwwroot, 'js');
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = relative(root, file).replaceAll('\\', '/');
      return { path, folder: path.split('/')[0] ?? '', text: readFileSync(file, 'utf8') };
    });
}

/** What a module imports, types aside. @param {string} text @returns {string[]} */
export function importsOf(text) {
  const still = text.matchAll(/^(?:import\s+|(?:import|export)\b[^'";]*?\bfrom\s+)['"]([^'"]+)['"]/gm);
  const late = text.matchAll(/\bawait import\(['"]([^'"]+)['"]\)/g);
  return [...still, ...late].map(([, name = '']) => name);
}

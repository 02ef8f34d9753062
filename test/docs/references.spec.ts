import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const notOurs = new Set([
  'node_modules',
  'dist',
  'dist-local',
  'coverage',
  'reports',
  '.git',
  '.local',
  '.stryker-tmp',
]);
const texts = /\.(?:ts|tsx|js|mjs|cjs|json|md|tf|ya?ml)$|^[^.]+$/;

/** Every text of the repository, as paths from its root. */
function textFiles(directory = '.'): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name) || entry.name === 'package-lock.json') return [];
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return textFiles(path);
    return entry.isFile() && texts.test(entry.name) ? [path] : [];
  });
}

/** What a pattern's first group finds in a file, with the file's name. */
function found(files: readonly string[], pattern: RegExp): { file: string; target: string }[] {
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, target = '']) => ({ file, target })),
  );
}

const files = textFiles();

describe('references within the repository', () => {
  it('to a fact about Cognito point to an entry of the page', () => {
    const page = readFileSync('docs/cognito-facts.md', 'utf8');
    const entries = new Set([...page.matchAll(/<a id="([\w-]+)">/g)].map(([, id]) => id));
    const references = found(files, /cognito-facts\.md#([\w-]+)/g);
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter(({ target }) => !entries.has(target))).toEqual([]);
  });

  it('from one document to another file point to one that is there', () => {
    const links = found(
      files.filter((file) => file.endsWith('.md')),
      /\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)]*)?\)/g,
    );
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter(({ file, target }) => !existsSync(join(dirname(file), target)))).toEqual([]);
  });

  it('are looked for in sources and documents alike', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'src/main.ts', 'docs/cognito-facts.md']));
  });
});

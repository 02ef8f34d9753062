import { defineConfig } from 'rolldown';

/** What the tarball holds: a few files side by side; what is imported by `import()` stays in files of its own. */
export default defineConfig({
  input: { bin: 'src/bin.ts', index: 'src/index.ts', testing: 'src/testing.ts' },
  platform: 'node',
  external: /^[^./]/,
  output: { dir: 'dist', cleanDir: true, format: 'esm', keepNames: true, chunkFileNames: '[name]-[hash].js' },
});

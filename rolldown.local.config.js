import { defineConfig } from 'rolldown';

/**
 * The programs of local/, from TypeScript into a few files side by side: a process that starts reads one or two of them where
 * it would read two hundred modules. What is imported by `import()` stays in files of its own, read when it is needed.
 * A worker is found by its file's name beside its starter's, so names and folders are flat.
 */
export const localPrograms = (directory) =>
  defineConfig({
    input: {
      stack: 'local/stack/stack.ts',
      pool: 'local/stack/pool.ts',
      token: 'local/stack/token.ts',
      'trigger-worker': 'local/stack/trigger-worker.ts',
    },
    platform: 'node',
    external: /^@aws-sdk\//,
    output: {
      dir: directory,
      format: 'esm',
      keepNames: true,
      // for readable stack traces; the sources themselves are there anyway
      sourcemap: true,
      sourcemapExcludeSources: true,
      chunkFileNames: '[name]-[hash].js',
    },
  });

// Stack traces name places in the bundles of dist-local/; this puts the places in local/ there instead. Node's own support for
// source maps would read every map at every start; this reads one when something has failed.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const place = /file:\/\/\S+?\/dist-local\/[\w-]+\.js:\d+:\d+/g;

/** A text with the places of every stack trace in it as the sources have them. */
export function withSourcePositions(text) {
  return text.replaceAll(place, (bundled) => {
    try {
      return original(bundled);
    } catch {
      // without the map that belongs to it, a place in the bundle is better than none
      return bundled;
    }
  });
}

function original(bundled) {
  const [, url, line, column] = /^(.+):(\d+):(\d+)$/.exec(bundled);
  const file = fileURLToPath(url);
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
  return `${resolve(dirname(file), originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
}

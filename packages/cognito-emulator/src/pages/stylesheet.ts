import { createHash } from 'node:crypto';
import type { Handler } from '../http/exchange.js';

const css = `
:root { color-scheme: light dark; --ink: #16212b; --soft: #566573; --line: #c6cfd6; --paper: #fff; --ground: #eef2f4;
  --accent: #0b5d6b; --accent-ink: #fff; --bad: #a3211b; --bad-ground: #fdeceb; --good: #14603a; --good-ground: #e7f5ed; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eef2; --soft: #a3b1bb; --line: #45535e; --paper: #1a242c;
  --ground: #10171c; --accent: #5fc3d3; --accent-ink: #06262c; --bad: #ff9d96; --bad-ground: #3a1a19; --good: #8fdcb0;
  --good-ground: #14301f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center; justify-content: center;
  padding: 1.5rem 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 25rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: .75rem; box-shadow: 0 1px 3px rgb(0 0 0 / .08); }
h1, .lead, footer { text-wrap: balance; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: .5rem 0; }
.lead { color: var(--soft); margin-bottom: 1.25rem; }
.note { padding: .65rem .85rem; margin: 1rem 0; border-radius: .5rem; border-left: 4px solid; overflow-wrap: anywhere; }
.bad { background: var(--bad-ground); color: var(--bad); }
.good { background: var(--good-ground); color: var(--good); }
label { display: block; margin-top: 1rem; font-weight: 600; }
.hint { margin: .25rem 0 0; color: var(--soft); font-size: .875rem; }
input { display: block; width: 100%; margin-top: .3rem; padding: .6rem .75rem; font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--soft); border-radius: .5rem; }
input.code { letter-spacing: .3em; font-variant-numeric: tabular-nums; }
button { width: 100%; margin-top: 1.25rem; padding: .7rem; font: inherit; font-weight: 600; color: var(--accent-ink);
  background: var(--accent); border: 1px solid var(--accent); border-radius: .5rem; cursor: pointer; }
button.plain { margin-top: .6rem; color: var(--accent); background: transparent; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { overflow-wrap: anywhere; }
.key { margin: 1rem 0 0; }
.key dt { margin-top: .75rem; font-weight: 600; }
.key dd { margin: .3rem 0 0; padding: .5rem .75rem; border: 1px dashed var(--line); border-radius: .5rem; font-size: .875rem; }
.key code { user-select: all; }
.qr { display: block; width: 12.5rem; max-width: 100%; margin: 1rem auto 0; border-radius: .5rem; }
.wide { max-width: 48rem; }
.list { list-style: none; margin: 1rem 0 0; padding: 0; }
.list li { padding: .9rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.list h2 { margin: 0; font-size: 1rem; }
.list .meta { margin: 0; color: var(--soft); font-size: .875rem; }
.list .value { font-size: 1.25rem; letter-spacing: .1em; user-select: all; }
.choice { display: flex; gap: .5rem; align-items: center; font-weight: 400; }
.choice input { width: auto; margin: 0; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; margin: 1.25rem 0 0; }
footer { max-width: 25rem; margin-top: 1rem; color: var(--soft); font-size: .8125rem; text-align: center; }
footer a { color: inherit; }
`;

/** Where the pages find their stylesheet; the address changes with it, so that a browser may keep it for good. */
export const stylesheetPath = `/assets/${createHash('sha256').update(css).digest('hex').slice(0, 16)}.css`;

/** Serves the stylesheet. */
export const stylesheet: Handler = ({ method, path }) =>
  path === stylesheetPath && method === 'GET'
    ? {
        status: 200,
        headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' },
        body: css,
      }
    : undefined;

import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { rivalPackages } from './contenders.mjs';

const columns = ['one', 'thousand', 'fresh'];
const nameWidth = 38;
const width = 22;

export function printMachine({ pinned, connections, rounds, turns, seconds, newTokens, logLevel, load }) {
  const cores = cpus();
  const cognito = versionOf('nestjs-cognito/node_modules/@nestjs-cognito/auth');
  console.log(
    [
      `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${cores.length} × ${cores[0]?.model ?? 'unknown'}`,
      `load of the machine at the start: ${load.map((each) => each.toFixed(1)).join(' ')}`,
      [
        ...rivalPackages.map((name) => `${name} ${versionOf(`node_modules/${name}`)}`),
        `@nestjs-cognito/auth ${cognito}`,
      ].join(', '),
      `${connections} connections, ${rounds} rounds with new processes, in each ${turns} alternating turns of ${seconds} s (new tokens: ${newTokens} a turn), medians`,
      pinned ? 'servers on core 0, load on core 1' : 'servers and load share the cores: no taskset here',
      `this server logs at ${logLevel}; the rivals log nothing, check neither groups nor clinics (but @nestjs-cognito its group), and revoke nothing`,
      '',
    ].join('\n'),
  );
}

function versionOf(folder) {
  return JSON.parse(readFileSync(new URL(`rivals/${folder}/package.json`, import.meta.url), 'utf8')).version;
}

/** Requests a second, and the server's processor time for each, which a busy machine disturbs less. */
export function printTable(results) {
  console.log(
    ''.padEnd(nameWidth) +
      ['one token', '1,000 tokens', 'all-new tokens'].map((title) => title.padStart(width)).join(''),
  );
  for (const { name, samples } of results) {
    const cells = columns.map((column) => cell(samples[column]));
    console.log(name.padEnd(nameWidth) + cells.map((text) => text.padStart(width)).join(''));
  }
  console.log('(requests per second, and µs of the server’s processor time for each)\n');
}

function cell(samples) {
  if (samples.length === 0) return '–';
  const perSecond = Math.round(median(samples.map((each) => each.perSecond))).toLocaleString('en');
  const microseconds = costOf(samples);
  return microseconds === undefined ? perSecond : `${perSecond} (${microseconds.toFixed(0)} µs)`;
}

const costOf = (samples) =>
  samples.some(({ microseconds }) => microseconds === undefined)
    ? undefined
    : median(samples.map(({ microseconds }) => microseconds));

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The targets, each with what came out. Ratios are taken within a turn, where both sides met the same machine. */
export function printVerdicts(results) {
  const by = (id) => results.find((each) => each.id === id)?.samples;
  const guarded = by('guarded');
  if (guarded === undefined) return;
  const verdict = (what, target, ratios) => {
    if (ratios.length === 0) return;
    const ratio = median(ratios);
    console.log(`${ratio >= target ? 'met    ' : 'not met'} ${what}: ${ratio.toFixed(2)} (target ${target})`);
  };
  verdict('guarded route ÷ own open route', 0.9, ratiosOf(guarded.one, by('open')?.one));
  verdict('guarded route ÷ tutorial stack on Express', 6, ratiosOf(guarded.one, by('tutorial')?.one));
  verdict('guarded route ÷ @nestjs-cognito/auth on Fastify', 4, ratiosOf(guarded.one, by('nestjsCognito')?.one));
  const express = by('nestjsCognitoExpress');
  verdict('guarded route ÷ @nestjs-cognito/auth on Express', 4, ratiosOf(guarded.one, express?.one));
  verdict('guarded route ÷ Fastify with fast-jwt', 1, ratiosOf(guarded.one, by('fastJwt')?.one));
  verdict('1,000 tokens ÷ one token', 0.95, ratiosOf(guarded.thousand, guarded.one));
}

const ratiosOf = (ours = [], theirs = []) =>
  ours.slice(0, theirs.length).map(({ perSecond }, turn) => perSecond / theirs[turn].perSecond);

/** What refusing costs beside accepting, on the guarded route. */
export function printRefusals(kinds) {
  console.log('\nThis server, guarded route: refusing beside accepting');
  for (const { kind, samples } of kinds) console.log(`  ${kind.padEnd(nameWidth - 2)}${cell(samples).padStart(width)}`);
}

/** Verification by itself, without a server. */
export function printMicro({ cryptoVerify, rows }) {
  console.log(`\nVerification by itself, in µs; crypto.verify with a KeyObject takes ${cryptoVerify.toFixed(1)}`);
  for (const { kind, first, ratio, repeated } of rows) {
    const times = `first ${first.toFixed(1)} (${ratio.toFixed(2)} times)   repeated ${repeated.toFixed(1)}`;
    console.log(`  ${kind.padEnd(nameWidth - 2)}${times}`);
  }
  const [good, ...bad] = rows;
  const says = (isMet, what) => console.log(`${isMet ? 'met    ' : 'not met'} ${what}`);
  says(good.ratio <= 1.25, `first verification ÷ crypto.verify: ${good.ratio.toFixed(2)} (target at most 1.25)`);
  says(good.repeated <= 5, `repeated verification: ${good.repeated.toFixed(1)} µs (target at most 5)`);
  const dearest = Math.max(...bad.map(({ ratio }) => ratio));
  says(
    dearest <= good.ratio,
    `dearest refusal ÷ acceptance, at first sight: ${(dearest / good.ratio).toFixed(2)} (target 1)`,
  );
}

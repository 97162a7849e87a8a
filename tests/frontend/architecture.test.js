import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { importsOf, modules, wwwroot } from './sources.js';

const PAGES = [
  'leader',
  'screen',
  'report',
  'import',
  'sign-in',
  'ask',
  'track',
  'trust',
  'webhooks',
  'screens',
  'ops',
];
const SHARED = ['live', 'map', 'http', 'ui', 'outbox', 'offline'];
const html = readdirSync(wwwroot).filter((file) => file.endsWith('.html'));

/** The folder below js/ that an import leads to; '' for a bare name. @param {string} path @param {string} name */
const target = (path, name) =>
  name.startsWith('.') ? (posix.join(posix.dirname(path), name).split('/')[0] ?? '') : '';

test('only js/map knows Leaflet and PMTiles', () => {
  for (const { path, folder, text } of modules()) {
    const found = importsOf(text).filter((name) => ['leaflet', 'pmtiles'].includes(name));
    if (folder !== 'map') assert.deepEqual(found, [], path);
  }
});

test('only js/live knows SignalR, and there only its shim', () => {
  for (const { path, text } of modules()) {
    if (path !== 'live/signalr.js') assert.ok(!importsOf(text).includes('@microsoft/signalr'), path);
  }
});

test('only the stores of js/outbox and js/offline know the browser’s database', () => {
  for (const { path, text } of modules()) {
    if (!['outbox/store.js', 'offline/store.js'].includes(path)) assert.ok(!importsOf(text).includes('idb'), path);
  }
});

test('no page imports another page', () => {
  for (const { path, folder, text } of modules()) {
    if (!PAGES.includes(folder)) continue;
    for (const name of importsOf(text)) {
      const to = target(path, name);
      assert.ok(!PAGES.includes(to) || to === folder, `${path} imports ${name}`);
    }
  }
});

test('what pages share imports no page', () => {
  for (const { path, folder, text } of modules()) {
    if (!SHARED.includes(folder)) continue;
    for (const name of importsOf(text)) assert.ok(!PAGES.includes(target(path, name)), `${path} imports ${name}`);
  }
});

test('the live core knows neither the map nor the words', () => {
  for (const { path, folder, text } of modules()) {
    if (folder !== 'live') continue;
    for (const name of importsOf(text))
      assert.ok(['', 'live', 'contract.js'].includes(target(path, name)), `${path} imports ${name}`);
  }
});

test('the map knows neither words nor pages nor requests', () => {
  for (const { path, folder, text } of modules()) {
    if (folder !== 'map') continue;
    for (const name of importsOf(text))
      assert.ok(['', 'map', 'contract.js'].includes(target(path, name)), `${path} imports ${name}`);
  }
});

test('statuses are named in contract.js: no other module lists them', () => {
  for (const { path, text } of modules()) {
    if (path !== 'contract.js')
      assert.doesNotMatch(text, /'reported',\s*'accepted',\s*'dispatched',\s*'inProgress',\s*'resolved'/, path);
  }
});

test('no module writes markup or evaluates text', () => {
  for (const { path, text } of modules()) {
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/, path);
  }
});

test('modules stay small: a page’s main at most 150 lines, any other at most 250', () => {
  for (const { path, text } of modules()) {
    if (path.includes('messages-')) continue;
    const lines = text.split('\n').length - 1;
    assert.ok(lines <= (path.endsWith('/main.js') ? 150 : 250), `${path} has ${lines} lines`);
  }
});

test('style sheets stay below 400 lines of rules a file', () => {
  const css = join(wwwroot, 'css');
  for (const name of readdirSync(css)) {
    const lines = readFileSync(join(css, name), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '').length;
    assert.ok(lines <= 400, `${name} has ${lines} lines`);
  }
});

test('every page carries the same import map and no other inline script', () => {
  const inline = html.map((name) => {
    const scripts = [
      ...readFileSync(join(wwwroot, name), 'utf8').matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g),
    ];
    assert.equal(scripts.length, 1, name);
    return scripts[0]?.[1];
  });
  assert.equal(new Set(inline).size, 1);
});

test('the import map names every bare import', () => {
  const page = readFileSync(join(wwwroot, 'index.html'), 'utf8');
  const { imports } = JSON.parse(page.match(/<script type="importmap">(.*?)<\/script>/s)?.[1] ?? '{}');
  const bare = new Set(
    modules()
      .flatMap(({ text }) => importsOf(text))
      .filter((name) => !name.startsWith('.')),
  );
  for (const name of bare) assert.ok(name in imports, name);
});

test('pages have no inline handler, no style attribute, and an icon', () => {
  for (const name of html) {
    const text = readFileSync(join(wwwroot, name), 'utf8');
    assert.doesNotMatch(text, /\son\w+\s*=|\sstyle\s*=|<style/i, name);
    assert.match(text, /<link rel="icon"/, name);
  }
});

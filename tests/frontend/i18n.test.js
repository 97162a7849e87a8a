import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { STATUS_GROUPS, STATUS_ORDER } from '../../wwwroot/js/contract.js';
import { messages as en } from '../../wwwroot/js/ui/messages-en.js';
import { messages as zh } from '../../wwwroot/js/ui/messages-zh.js';
import { modules, wwwroot } from './sources.js';

test('both languages have the same keys', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(zh).sort());
});

test('both languages fill in the same values', () => {
  const holes = (/** @type {string} */ text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  // A role has no English name on the wire, so English leaves it out.
  const exempt = new Set(['map.areaLine']);
  for (const [key, text] of Object.entries(zh)) {
    if (!exempt.has(key))
      assert.deepEqual(holes(/** @type {Record<string, string>} */ (en)[key] ?? ''), holes(text), key);
  }
});

test('every status, group and stage has a word', () => {
  for (const status of STATUS_ORDER) {
    assert.ok(`status.${status}` in zh, status);
    assert.ok(`stage.${status}` in zh, status);
  }
  for (const group of Object.keys(STATUS_GROUPS)) assert.ok(`group.${group}` in zh, group);
});

test('every refusal code of the server has its sentence, and no other code has one', () => {
  const table = readFileSync(join(wwwroot, '../src/MapDashboard.Domain/RefusalCodes.cs'), 'utf8');
  const codes = [...table.matchAll(/public const string \w+ = "([^"]+)";/g)].map(([, code = '']) => code);
  assert.ok(codes.length > 20, 'the table could be read');
  const ours = ['network.unreachable', 'network.garbled', 'other'];
  for (const words of [zh, en]) {
    const told = Object.keys(words).flatMap((key) =>
      key.startsWith('problem.') ? [key.slice('problem.'.length)] : [],
    );
    assert.deepEqual(told.sort(), [...codes, ...ours].sort());
  }
});

test('every key that a module names exists', () => {
  for (const { path, text } of modules()) {
    for (const [, key = ''] of text.matchAll(/\bt\(\s*'([\w.]+)'/g)) assert.ok(key in zh, `${key} in ${path}`);
  }
});

test('Chinese text stands only in the messages', () => {
  for (const { path, text } of modules()) {
    // The guard speaks where half of the page is missing, perhaps the messages.
    if (path.includes('messages-') || path.endsWith('ui/guard.js')) continue;
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
    const strings = [...code.matchAll(/(['"`])(?:(?!\1).)*[\u4e00-\u9fff](?:(?!\1).)*\1/g)].map(([found]) => found);
    assert.deepEqual(strings, [], path);
  }
});

test('a page’s own title is the only Chinese in its HTML', () => {
  for (const name of readdirSync(wwwroot).filter((file) => file.endsWith('.html'))) {
    const html = readFileSync(join(wwwroot, name), 'utf8').replace(/<title>.*<\/title>/, '');
    assert.doesNotMatch(html, /[\u4e00-\u9fff]/, name);
  }
});

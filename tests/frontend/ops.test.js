import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberOf, present, TILES } from '../../wwwroot/js/ops/figures.js';
import { messages as zh } from '../../wwwroot/js/ui/messages-zh.js';

/** @param {Record<string, {count: number, sum: number, most: number}>} values */
const sample = (values) => ({ number: 1, at: '2026-06-01T00:00:00Z', seconds: 2, values });

test('what is counted is nought where nothing came, what is measured is unknown', () => {
  const none = sample({});
  assert.equal(numberOf({ name: 'a', kind: 'rate', unit: '' }, none), 0);
  assert.equal(numberOf({ name: 'a', kind: 'mean', unit: '' }, none), null);
  assert.equal(present({ name: 'a', kind: 'mean', unit: '' }, [none]), null);
});

test('rates are of a second, means of a measurement, and scales are those of the unit', () => {
  const some = sample({ a: { count: 4, sum: 0.01, most: 0.006 } });
  assert.equal(numberOf({ name: 'a', kind: 'rate', unit: '' }, some), 0.005);
  assert.equal(numberOf({ name: 'a', kind: 'mean', unit: '', scale: 0.001 }, some), 2.5);
  assert.equal(numberOf({ name: 'a', kind: 'most', unit: '', scale: 0.001 }, some), 6);
  assert.equal(numberOf({ name: 'a', kind: 'count', unit: '' }, some), 4);
});

test('faults are added up over all periods, a gauge is the last one known', () => {
  const samples = [
    sample({ a: { count: 1, sum: 3, most: 3 } }),
    sample({ a: { count: 1, sum: 2, most: 2 } }),
    sample({}),
  ];
  assert.equal(present({ name: 'a', kind: 'total', unit: '' }, samples), 5);
  assert.equal(present({ name: 'a', kind: 'last', unit: '' }, samples), 2);
});

test('every figure of the page has its words', () => {
  for (const { title, figures } of TILES) {
    assert.ok(title in zh, title);
    for (const { unit } of figures) assert.ok(`ops.unit.${unit}` in zh, unit);
  }
});

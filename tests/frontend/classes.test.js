import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classesOf, levelAt, stepOf } from '../../wwwroot/js/leader/figures/classes.js';
import { countOpen, createHouseholds } from '../../wwwroot/js/leader/figures/loads.js';
import { createAreaIndex } from '../../wwwroot/js/live/area-index.js';

test('classes of counts are whole numbers without gap or overlap, and hold every value', () => {
  for (const values of [[1], [3, 1, 2], [17, 4, 0, 9], [101, 5, 50]]) {
    const classes = classesOf(values);
    assert.ok(classes.length <= 5);
    assert.equal(classes[0]?.least, 1);
    assert.equal(classes.at(-1)?.most, Math.max(...values));
    for (const [i, { least }] of classes.slice(1).entries()) assert.equal(least, (classes[i]?.most ?? 0) + 1);
    for (const value of values) assert.equal(stepOf(value, classes) === undefined, value === 0);
  }
  assert.deepEqual(classesOf([0, 0]), []);
});

test('more is never a lighter tint than less', () => {
  const classes = classesOf([1.3, 0.2, 7.9]);
  const steps = [0.2, 1.3, 7.9].map((value) => stepOf(value, classes) ?? -1);
  assert.deepEqual(
    [...steps].sort((a, b) => a - b),
    steps,
  );
  assert.equal(steps[2], 4);
});

test('the level follows the zoom among those that there are, and lies below the area in focus', () => {
  const levels = ['district', 'community', 'grid', 'building'];
  assert.equal(levelAt(9, levels, undefined), 'district');
  assert.equal(levelAt(15, levels, undefined), 'grid');
  assert.equal(levelAt(17, levels, undefined), 'grid');
  assert.equal(levelAt(18, levels, undefined), 'building');
  assert.equal(levelAt(15, levels, 'grid'), 'building');
  assert.equal(levelAt(18, ['grid'], 'grid'), 'grid');
});

test('an issue counts once in each area above it and in its building', () => {
  /** @param {string} code @param {string|null} parentCode @param {string} level @param {number} [households] */
  const area = (code, parentCode, level, households) => ({
    type: /** @type {const} */ ('Feature'),
    properties: { code, parentCode, level, name: code, households },
    geometry: null,
  });
  const areas = createAreaIndex([
    area('c', null, 'community'),
    area('g', 'c', 'grid'),
    area('b1', 'g', 'building', 30),
    area('b2', 'g', 'building', 12),
  ]);
  const issue = /** @type {any} */ ({ areaCode: 'g', buildingCode: 'b1', status: 'reported' });
  assert.deepEqual([...countOpen([issue, { ...issue, buildingCode: null }], areas, null)].sort(), [
    ['b1', 1],
    ['c', 2],
    ['g', 2],
  ]);
  const households = createHouseholds(areas);
  assert.equal(households('c'), 42);
});

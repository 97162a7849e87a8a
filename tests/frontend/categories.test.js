import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCategoryIndex } from '../../wwwroot/js/live/category-index.js';

const leaf = (/** @type {string} */ code, retired = false) => ({
  code,
  name: code,
  nameEn: code,
  icon: 'dots',
  ...(retired && { retired }),
});

test('a category out of use keeps its name for old issues and stands in no list to choose from', () => {
  const index = createCategoryIndex([
    { ...leaf('a'), children: [leaf('a.1'), leaf('a.2', true)] },
    { ...leaf('b', true), children: [leaf('b.1', true)] },
  ]);
  assert.equal(index.get('a.2')?.name, 'a.2');
  assert.equal(index.topOf('b.1')?.code, 'b');
  assert.deepEqual(
    index.leaves.map(({ code }) => code),
    ['a.1'],
  );
  assert.deepEqual(
    index.tree.map(({ code }) => code),
    ['a'],
  );
});

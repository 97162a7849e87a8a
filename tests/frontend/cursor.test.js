import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareCursors, judgeBatch, parseCursor } from '../../wwwroot/js/live/cursor.js';

test('a cursor is split at its last colon', () => {
  assert.deepEqual(parseCursor('6f1c:42'), { epoch: '6f1c', seq: 42 });
});

test('what is not a cursor is refused', () => {
  for (const wrong of ['', '42', ':1', 'a:x', 'a:-1', 'a:1.5']) {
    assert.throws(() => parseCursor(wrong), { name: 'TypeError', message: /not a cursor/ }, wrong);
  }
});

test('cursors are compared as numbers and not as text', () => {
  assert.ok(compareCursors('a:9', 'a:10') < 0);
});

test('cursors of two epochs cannot be compared', () => {
  assert.ok(Number.isNaN(compareCursors('a:1', 'b:1')));
});

test('a batch that ends at or before the cursor is dropped', () => {
  assert.equal(judgeBatch('a:10', { from: 'a:5', to: 'a:10' }), 'drop');
});

test('a batch that begins at the cursor or earlier and ends after it is applied', () => {
  assert.equal(judgeBatch('a:10', { from: 'a:10', to: 'a:11' }), 'apply');
  assert.equal(judgeBatch('a:10', { from: 'a:7', to: 'a:11' }), 'apply');
});

test('a batch that begins after the cursor asks for what lies between', () => {
  assert.equal(judgeBatch('a:10', { from: 'a:11', to: 'a:12' }), 'fetch');
});

test('a batch of another epoch starts everything anew', () => {
  assert.equal(judgeBatch('a:10', { from: 'b:1', to: 'b:2' }), 'restart');
});

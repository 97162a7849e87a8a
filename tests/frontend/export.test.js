import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportQuery } from '../../wwwroot/js/leader/views/export-query.js';

const day = '2026-03-14T16:00:00.000Z';
const filter = { queue: /** @type {const} */ ('open'), status: null, category: null, area: null, text: '' };
const said = (/** @type {object} */ patch) =>
  Object.fromEntries(Object.entries(exportQuery({ ...filter, ...patch }, day) ?? {}).filter(([, value]) => value));

test('the file holds what the list shows: queue, group, category, area and words', () => {
  assert.deepEqual(said({}), { status: 'open' });
  assert.deepEqual(said({ queue: 'overdue', area: 'a' }), { status: 'open', overdue: 'true', area: 'a' });
  assert.deepEqual(said({ queue: 'closedToday' }), { status: 'closed', endedFrom: day });
  assert.deepEqual(said({ status: 'waiting', text: ' x ' }), { status: 'reported,accepted,dispatched', q: 'x' });
  assert.deepEqual(said({ queue: 'resolved', status: 'checking', category: 'c' }), {
    status: 'resolved',
    category: 'c',
  });
  assert.deepEqual(said({ queue: 'mine' }), { status: 'open', mine: 'true' });
});

test('a queue that the server has no filter for is not exported as something else', () => {
  assert.equal(exportQuery({ ...filter, queue: 'review' }, day), null);
  // Nothing is both waiting and to be verified.
  assert.equal(exportQuery({ ...filter, queue: 'resolved', status: 'waiting' }, day), null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupOf, isOpen, STATUS_GROUPS, STATUS_ORDER, STATUSES } from '../../wwwroot/js/contract.js';

test('open is everything but closed, merged and voided', () => {
  assert.deepEqual(
    STATUS_ORDER.filter((status) => !isOpen({ status })),
    ['closed', 'merged', 'voided'],
  );
});

test('every status belongs to a group that has a shape and a colour', () => {
  for (const status of STATUS_ORDER) assert.ok(STATUS_GROUPS[groupOf(status)].shape, status);
});

test('no two groups share a shape or a colour', () => {
  const groups = Object.values(STATUS_GROUPS);
  assert.equal(new Set(groups.map((group) => group.shape)).size, groups.length);
  assert.equal(new Set(groups.map((group) => group.token)).size, groups.length);
});

test('the groups hold the statuses of the domain', () => {
  const members = (/** @type {string} */ group) => STATUS_ORDER.filter((status) => STATUSES[status].group === group);
  assert.deepEqual(members('waiting'), ['reported', 'accepted', 'dispatched']);
  assert.deepEqual(members('checking'), ['resolved', 'verified']);
  assert.deepEqual(members('onHold'), ['suspended']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainOf, daysLeft, furtherIn, heldIn, leaderIn, telOf } from '../../wwwroot/js/ui/chain.js';

/** @typedef {import('../../wwwroot/js/contract.js').PostLine} PostLine */
/** @param {Partial<PostLine>} [parts] @returns {PostLine} */
const post = (parts) => ({
  role: 'gridWorker',
  roleName: '网格员',
  network: 'governance',
  person: { name: '甲' },
  vacant: false,
  ...parts,
});
const area = { code: 'g', name: '第一网格', level: 'grid' };

test('a network shows its own posts only, and every area stays in the chain', () => {
  const party = post({ role: 'partyHousehold', network: 'party' });
  const steps = [
    { area, posts: [post(), party] },
    { area: { ...area, code: 'c' }, posts: [post()] },
  ];
  const roles = (/** @type {'all'|'governance'|'party'} */ network) =>
    chainOf(steps, network).map(({ posts }) => posts.map((line) => line.post.role));
  assert.deepEqual(roles('all'), [['gridWorker', 'partyHousehold'], ['gridWorker']]);
  assert.deepEqual(roles('party'), [['partyHousehold'], []]);
  assert.deepEqual(roles('governance'), [['gridWorker'], ['gridWorker']]);
});

test('equal vacancies are one line with their number, and the one that can be edited stands for them', () => {
  const empty = { person: null, vacant: true };
  const [step] = chainOf([{ area, posts: [post(empty), post(), post({ ...empty, id: 'x' })] }], 'all');
  assert.deepEqual(
    step?.posts.map(({ post: { vacant, id }, times }) => [vacant, id, times]),
    [
      [true, 'x', 2],
      [false, undefined, 1],
    ],
  );
});

test('a term is told within its last thirty days', () => {
  const now = Date.parse('2026-11-01T00:00:00Z');
  assert.equal(daysLeft({ to: '2026-11-30T12:00:00Z' }, now), 30);
  assert.equal(daysLeft({ to: '2026-11-01T01:00:00Z' }, now), 1);
  assert.equal(daysLeft({ to: '2026-12-02T00:00:00Z' }, now), null);
  assert.equal(daysLeft({ to: '2026-10-31T00:00:00Z' }, now), null);
  assert.equal(daysLeft({}, now), null);
});

test('a number is dialled without its spaces and hyphens', () => {
  assert.equal(telOf('+86 199-0001 0101'), 'tel:+8619900010101');
});

test('a label names the leader of the network that is looked at, and counts the further posts of it', () => {
  /** @type {import('../../wwwroot/js/contract.js').AreaProperties} */
  const both = {
    ...area,
    leader: { name: '甲', roleName: '社区网格长', network: 'governance', more: 2 },
    counterpart: { name: '乙', roleName: '网格党小组组长', network: 'party', more: 3 },
  };
  assert.equal(leaderIn(both, 'all')?.name, '甲');
  assert.equal(leaderIn(both, 'party')?.name, '乙');
  assert.equal(leaderIn({ ...both, counterpart: null }, 'party'), null);
  assert.equal(furtherIn(both, 'all'), 6);
  assert.equal(furtherIn(both, 'governance'), 2);
  assert.equal(furtherIn(both, 'party'), 3);
  assert.equal(furtherIn(undefined, 'all'), 0);
  assert.equal(heldIn(both, 'all'), 7);
  assert.equal(heldIn({ ...both, counterpart: null }, 'party'), 0);
});

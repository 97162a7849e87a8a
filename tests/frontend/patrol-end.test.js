import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPatrol } from '../../wwwroot/js/report/activities/patrol.js';

/** @typedef {import('../../wwwroot/js/report/activities/patrol.js').Walk} Walk */

/** A phone whose shelf outlives its pages. @param {{walk?: Walk|null}} [given] */
function phone({ walk = null } = {}) {
  /** @type {{url: string, body: Record<string, any>}[]} */
  const kept = [];
  let now = Date.parse('2026-03-04T08:00:00Z');
  const world = {
    kept,
    /** @type {Walk|null} */
    shelf: walk,
    /** @type {(at: string) => void} */
    set: (at) => {
      now = Date.parse(at);
    },
    /** What happens when the outbox is given something. @type {(url: string) => boolean} */
    takes: () => true,
    page: () =>
      createPatrol({
        keep: async ({ url, body }) => {
          kept.push({ url, body });
          return world.takes(url);
        },
        now: () => now,
        shelf: {
          read: () => structuredClone(world.shelf),
          write: (next) => {
            world.shelf = structuredClone(next);
          },
        },
        titles: { patrol: 'p', track: 't' },
        geolocation: undefined,
        onChange: () => {},
      }),
  };
  return world;
}

test('a patrol ends no earlier than it began, though the clock was set back', async () => {
  const it = phone();
  const patrol = it.page();
  await patrol.start('A1', 'security');
  it.set('2026-03-03T08:00:00Z');
  await patrol.end();
  assert.equal(it.kept.at(-1)?.body.endedAt, '2026-03-04T08:00:00.000Z');
  assert.equal(it.shelf, null);
});

test('a page that was killed while it ended a patrol ends it again with the same word', async () => {
  const it = phone();
  const first = it.page();
  await first.start('A1', 'security');
  it.set('2026-03-04T09:00:00Z');
  // The outbox has it, and the page does not live to hear so.
  it.takes = () => false;
  await first.end();
  const end = it.kept.at(-1);
  it.takes = () => true;
  it.set('2026-03-04T10:00:00Z');
  const second = it.page();
  assert.ok(second.walk, 'its maker is not called before it has it');
  await second.end();
  assert.deepEqual(it.kept.at(-1), end);
  assert.equal(it.shelf, null);
});

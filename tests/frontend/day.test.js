import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfDay, lastDay } from '../../wwwroot/js/ui/day.js';
import { createFormat } from '../../wwwroot/js/ui/format.js';

/** @param {string} timeZone */
const days = (timeZone) => createFormat({ lang: 'zh', timeZone, t: (key) => key });

test('a day ends where the next one begins, in the district’s zone', () => {
  assert.equal(endOfDay(days('Asia/Shanghai'), '2026-12-31'), '2026-12-31T16:00:00.000Z');
  assert.equal(endOfDay(days('America/New_York'), '2026-11-01'), '2026-11-02T05:00:00.000Z');
  assert.equal(endOfDay(days('Pacific/Auckland'), '2026-06-10'), '2026-06-10T12:00:00.000Z');
  assert.equal(endOfDay(days('Asia/Shanghai'), ''), null);
});

test('what was written as a day is read back as that day', () => {
  for (const zone of ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Niue'])
    for (const day of ['2026-02-28', '2026-03-29', '2026-10-25', '2026-12-31'])
      assert.equal(lastDay(days(zone), endOfDay(days(zone), day)), day, `${day} in ${zone}`);
  assert.equal(lastDay(days('Asia/Shanghai'), null), '');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAreaIndex } from '../../wwwroot/js/live/area-index.js';
import { createFormat } from '../../wwwroot/js/ui/format.js';
import { createTranslate } from '../../wwwroot/js/ui/i18n.js';
import { offered, whistleWay } from '../../wwwroot/js/ui/offer.js';
import { ruleWords } from '../../wwwroot/js/ui/rule.js';
import { issue, T0, time } from './build.js';

const t = createTranslate('zh');
/** @typedef {import('../../wwwroot/js/contract.js').Action} Action */

/** @param {Partial<import('../../wwwroot/js/contract.js').Issue>} more @param {Action[]} allowed */
const detail = (more, allowed) => ({ ...issue(more), history: [], allowed });
const at = { now: T0, ratingWindowHours: 72 };

test('a time in the form is the district’s, whatever zone the machine is in', () => {
  for (const timeZone of ['Asia/Shanghai', 'America/New_York', 'UTC']) {
    const format = createFormat({ lang: 'zh', timeZone, t });
    for (const day of ['2026-01-15T08:30', '2026-07-01T23:59', '2026-03-08T12:00', '2026-11-01T18:00'])
      assert.equal(format.input(format.parseInput(day)), day, timeZone);
  }
  const shanghai = createFormat({ lang: 'zh', timeZone: 'Asia/Shanghai', t });
  assert.equal(new Date(shanghai.parseInput('2026-01-15T17:30')).toISOString(), '2026-01-15T09:30:00.000Z');
  assert.ok(Number.isNaN(shanghai.parseInput('')));
});

test('what the issue itself rules out is not offered', () => {
  /** @type {Action[]} */
  const allowed = ['whistle', 'extend', 'requestExtension', 'settle', 'close', 'reopen', 'comment'];
  assert.deepEqual(offered(detail({}, allowed), at), ['whistle', 'requestExtension', 'close', 'reopen', 'comment']);
  const extension = { askedAt: time(0), dueAt: time(60), reason: 'x' };
  assert.deepEqual(offered(detail({ extension, small: true, escalated: true, ratingEndsAt: time(5) }, allowed), at), [
    'extend',
    'settle',
    'reopen',
    'comment',
  ]);
  const long = { status: /** @type {const} */ ('closed'), endedAt: new Date(T0 - 73 * 3_600_000).toISOString() };
  assert.deepEqual(offered(detail(long, ['reopen', 'comment']), at), ['comment']);
});

test('a whistle goes one level up from where it went last, and past the top', () => {
  const area = (/** @type {string} */ code, /** @type {string|null} */ parentCode) => ({
    type: /** @type {const} */ ('Feature'),
    properties: { code, name: code.toUpperCase(), level: 'x', parentCode },
    geometry: null,
  });
  const areas = createAreaIndex([area('root', null), area('grid', 'root')]);
  assert.deepEqual(whistleWay(issue({ areaCode: 'grid' }), areas), { from: 'GRID', to: 'ROOT' });
  assert.deepEqual(whistleWay(issue({ areaCode: 'grid', whistledTo: 'root' }), areas), { from: 'ROOT', to: null });
  assert.equal(whistleWay(issue({ areaCode: 'elsewhere' }), areas), null);
});

test('a rule is told in words', () => {
  const levels = [{ code: 'grid', name: '网格', nameEn: 'Grid', rank: 5 }];
  const app = /** @type {any} */ ({ t, settings: { levels }, nameOf: (/** @type {any} */ named) => named?.name ?? '' });
  const categories = { get: () => ({ name: '飞线充电' }) };
  const reference = () => /** @type {any} */ ({ categories });
  assert.equal(ruleWords(app, reference, 'fire.cable × grid → netgrid', '网格员'), '“飞线充电”在网格一级由网格员负责');
  assert.equal(ruleWords(app, reference, '* × * → ORG-1', null), '“任何类别”由ORG-1负责');
  assert.equal(ruleWords(app, reference, 'something else', null), 'something else');
});

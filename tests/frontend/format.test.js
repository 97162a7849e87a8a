import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFormat } from '../../wwwroot/js/ui/format.js';
import { createTranslate } from '../../wwwroot/js/ui/i18n.js';

const zh = createFormat({ lang: 'zh', timeZone: 'Asia/Shanghai', t: createTranslate('zh') });
const en = createFormat({ lang: 'en', timeZone: 'Asia/Shanghai', t: createTranslate('en') });
const at = (/** @type {string} */ text) => Date.parse(text);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('the day begins at midnight of the district and not of the device', () => {
  assert.equal(zh.dayStart(at('2026-11-21T17:30:15.250Z')), at('2026-11-21T16:00:00Z'));
  assert.equal(zh.dayStart(at('2026-11-21T15:59:59Z')), at('2026-11-20T16:00:00Z'));
  assert.equal(zh.dayKey(at('2026-11-21T17:30:00Z')), '2026-11-22');
});

test('a midnight belongs to the day that it begins', () => {
  assert.equal(zh.dayStart(at('2026-11-21T16:00:00Z')), at('2026-11-21T16:00:00Z'));
});

test('remaining time is hours and minutes, then days and hours', () => {
  const now = at('2026-11-21T06:00:00Z');
  assert.equal(zh.remaining(now + HOUR + 58 * MINUTE, now), '剩 1:58');
  assert.equal(zh.remaining(now + 26 * MINUTE, now), '剩 0:26');
  assert.equal(zh.remaining(now - 41 * MINUTE, now), '超时 0:41');
  assert.equal(zh.remaining(now + 76 * HOUR, now), '剩 3 天 4 小时');
  assert.equal(en.remaining(now + 48 * HOUR, now), '2 d left');
});

test('a countdown shows its seconds', () => {
  assert.equal(zh.countdown(HOUR + 58 * MINUTE + 40_000, 0), '1:58:40');
});

test('relative times are words', () => {
  const now = at('2026-11-21T06:00:00Z');
  assert.equal(zh.relative(now - 20_000, now), '刚刚');
  assert.equal(zh.relative(now - 6 * MINUTE, now), '6 分钟前');
  assert.equal(en.relative(now - 3 * HOUR, now), '3 h ago');
  assert.equal(zh.relative(now - 49 * HOUR, now), '2 天前');
});

test('a time in the future by a slow clock is just now', () => {
  assert.equal(zh.relative(5_000, 0), '刚刚');
});

test('exact times name the day only where it is another one', () => {
  const now = at('2026-11-21T06:00:00Z');
  assert.equal(zh.exact(at('2026-11-21T06:31:00Z'), now), '14:31');
  assert.equal(zh.exact(at('2026-11-24T02:30:00Z'), now), '11-24 10:30');
  assert.equal(zh.exact(at('2025-11-24T02:30:00Z'), now), '2025-11-24 10:30');
});

test('the long date is the wall’s', () => {
  assert.equal(zh.longDate(at('2026-11-21T06:00:00Z')), '2026年11月21日 星期六');
});

test('a rate that is not known is a dash and never zero', () => {
  assert.equal(zh.percent(null), '—');
  assert.equal(zh.percent(0), '0.0');
  assert.equal(zh.percent(0.972), '97.2');
  assert.equal(zh.percent(1), '100');
});

test('the data age is said in seconds and then in minutes', () => {
  assert.equal(zh.age(null), '还没有数据');
  assert.equal(zh.age(300), '1 秒前');
  assert.equal(zh.age(95_000), '95 秒前');
  assert.equal(zh.age(130_000), '2 分钟前');
});

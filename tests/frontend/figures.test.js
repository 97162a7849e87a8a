import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rangeOf, SPANS } from '../../wwwroot/js/leader/figures/spans.js';
import { FIGURES, figureOf, sayFigure } from '../../wwwroot/js/ui/figure-words.js';
import { createFormat } from '../../wwwroot/js/ui/format.js';
import { createTranslate } from '../../wwwroot/js/ui/i18n.js';
import { messages as zh } from '../../wwwroot/js/ui/messages-zh.js';
import { wwwroot } from './sources.js';

const t = createTranslate('en');
const format = createFormat({ lang: 'en', timeZone: 'Asia/Shanghai', t });

test('every measure of the server has its name and formula on the pages, and no other has', () => {
  const table = readFileSync(join(wwwroot, '../src/MapDashboard.Domain/Measures/Measure.cs'), 'utf8');
  const keys = [...table.matchAll(/new\(\s*"(\w+)", MeasureKind/g)].map(([, key = '']) => key);
  assert.ok(keys.length > 10);
  assert.deepEqual([...FIGURES].sort(), [...keys].sort());
  for (const key of keys) assert.ok(`figure.${key}` in zh && `formula.${key}` in zh, key);
});

test('a figure without cases is a dash, a rate has its sign, a median is a time', () => {
  assert.equal(sayFigure('satisfiedRate', { value: null }, format), '—');
  assert.equal(sayFigure('satisfiedRate', { value: 0.5 }, format), '50.0%');
  assert.equal(sayFigure('medianCloseMinutes', { value: 90 }, format), '1:30');
  assert.equal(sayFigure('open', { value: 0 }, format), '0');
});

test('a row says its counts itself and its rates among its figures', () => {
  const row = { key: 'x', reported: 3, closed: 2, open: 1, figures: { onTimeRate: { value: 0.5 } } };
  assert.deepEqual(figureOf(row, 'closed'), { value: 2 });
  assert.deepEqual(figureOf(row, 'onTimeRate'), { value: 0.5 });
  assert.deepEqual(figureOf(row, 'overdue'), { value: 0 });
});

test('every span begins at a local midnight and ends now', () => {
  const now = Date.parse('2026-03-15T08:30:00Z');
  const starts = Object.fromEntries(SPANS.map((span) => [span, rangeOf(span, now, format).from]));
  assert.deepEqual(starts, {
    today: '2026-03-14T16:00:00.000Z',
    days7: '2026-03-08T16:00:00.000Z',
    days30: '2026-02-13T16:00:00.000Z',
    month: '2026-02-28T16:00:00.000Z',
    year: '2025-03-15T16:00:00.000Z',
  });
  for (const span of SPANS) assert.equal(rangeOf(span, now, format).to, '2026-03-15T08:30:00.000Z');
});

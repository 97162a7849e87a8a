import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULTS, isQuietAt, keepSettings, keptSettings, normalise } from '../../wwwroot/js/screen/settings.js';

/** @param {Record<string, string>} [held] */
function shelf(held = {}) {
  return {
    getItem: (/** @type {string} */ key) => held[key] ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
      held[key] = value;
    },
  };
}

test('what is no object at all means the defaults', () => {
  for (const raw of [null, undefined, 7, 'scenes', true]) assert.deepEqual(normalise(raw), DEFAULTS);
});

test('faulty parts are as by default, sound parts stay', () => {
  const settings = normalise({
    scenes: [
      { kind: 'grids', seconds: 1 },
      { kind: 'who', seconds: 9999 },
      { seconds: 5 },
      null,
      { kind: 'closed', seconds: 'x' },
    ],
    quietHours: { from: '22:00:00', to: '06:30:00' },
    voice: 'yes',
    theme: 'pink',
    areaCode: '',
  });
  assert.deepEqual(settings, {
    scenes: [
      { kind: 'grids', seconds: 5 },
      { kind: 'who', seconds: 600 },
      { kind: 'closed', seconds: 20 },
    ],
    quietHours: { from: '22:00', to: '06:30' },
    voice: false,
    theme: null,
    areaCode: null,
  });
});

test('kinds that this version does not know are kept for the one that does', () => {
  assert.deepEqual(normalise({ scenes: [{ kind: 'replay', seconds: 30 }] }).scenes, [{ kind: 'replay', seconds: 30 }]);
});

test('quiet hours that are none, or that end when they begin, are no quiet hours', () => {
  for (const quietHours of [{ from: '25:00', to: '06:00' }, { from: '22:00' }, { from: '08:00', to: '08:00' }, '22-6'])
    assert.equal(normalise({ quietHours }).quietHours, null);
});

test('quiet hours may pass midnight', () => {
  const night = { from: '22:00', to: '06:00' };
  for (const minute of [22 * 60, 23 * 60 + 59, 0, 5 * 60 + 59])
    assert.equal(isQuietAt(night, minute), true, String(minute));
  for (const minute of [6 * 60, 12 * 60, 21 * 60 + 59]) assert.equal(isQuietAt(night, minute), false, String(minute));
  assert.equal(isQuietAt({ from: '12:00', to: '13:00' }, 12 * 60 + 30), true);
  assert.equal(isQuietAt({ from: '12:00', to: '13:00' }, 13 * 60), false);
  assert.equal(isQuietAt(null, 0), false);
});

test('the last settings outlive a start without a network, and a spoilt shelf means the defaults', () => {
  const kept = shelf();
  const settings = { ...DEFAULTS, voice: true, scenes: [{ kind: 'who', seconds: 30 }] };
  keepSettings(settings, kept);
  assert.deepEqual(keptSettings(kept), settings);
  assert.deepEqual(keptSettings(shelf({ 'screen.settings': '{' })), DEFAULTS);
  assert.deepEqual(keptSettings(shelf()), DEFAULTS);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf, doubtOf, metresOutside, readPosition } from '../../wwwroot/js/report/position.js';

/** @type {import('../../wwwroot/js/report/position.js').Box} */
const home = [107.3, 28.1, 107.4, 28.2];

test('a reading is doubted when it is none, too inexact, or far from one’s areas', () => {
  const at = (/** @type {number} */ lon, /** @type {number} */ lat, accuracy = 8) =>
    doubtOf({ lon, lat, accuracy }, home);
  assert.equal(at(107.35, 28.15), null);
  assert.equal(at(107.35, 28.15, 50), null);
  assert.equal(at(107.35, 28.15, 50.1), 'rough');
  assert.equal(at(107.44, 28.15), null);
  assert.equal(at(107.46, 28.15), 'far');
  assert.equal(at(0, 0), 'zero');
  assert.equal(doubtOf({ lon: 2, lat: 48, accuracy: 8 }, null), null);
});

test('the distance outside a box counts metres, with degrees of longitude as narrow as they are', () => {
  assert.equal(metresOutside({ lon: 107.35, lat: 28.15 }, home), 0);
  assert.ok(Math.abs(metresOutside({ lon: 107.35, lat: 28.21 }, home) - 1_112) < 2);
  assert.ok(Math.abs(metresOutside({ lon: 107.41, lat: 28.15 }, home) - 980) < 2);
});

test('the box holds every ring of every area, and is none where no area has an outline', () => {
  /** @type {any} */
  const features = [
    {
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [3, 4],
            [1, 2],
          ],
        ],
      },
    },
    {
      geometry: {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [-1, 5],
              [0, 6],
              [-1, 5],
            ],
          ],
        ],
      },
    },
    { geometry: null },
  ];
  assert.deepEqual(boxOf(features), [-1, 2, 3, 6]);
  assert.equal(boxOf([features[2]]), null);
});

/** A phone whose readings a test gives. */
function phone() {
  /** @type {any} */
  const it = { isOver: false };
  /** @type {any} */
  const geolocation = {
    /** @param {any} good @param {any} bad */
    watchPosition(good, bad) {
      it.say = (/** @type {number} */ accuracy) => good({ coords: { longitude: 1, latitude: 2, accuracy } });
      it.fail = (/** @type {number} */ code) => bad({ code });
      return 7;
    },
    clearWatch() {
      it.isOver = true;
    },
  };
  return { it, geolocation };
}

test('each reading told is better than the one before, and a good one is the last', () => {
  /** @type {any} */ (globalThis).GeolocationPositionError = { PERMISSION_DENIED: 1 };
  const { it, geolocation } = phone();
  /** @type {number[]} */
  const told = [];
  let nothing = 0;
  readPosition(geolocation, { onReading: ({ accuracy }) => told.push(accuracy), onNothing: () => nothing++ });
  for (const accuracy of [400, 900, 60]) it.say(accuracy);
  it.fail(3);
  assert.deepEqual([told, nothing, it.isOver], [[400, 60], 0, false]);
  it.say(9);
  assert.deepEqual([told, it.isOver], [[400, 60, 9], true]);

  const denied = phone();
  readPosition(denied.geolocation, { onReading: () => assert.fail(), onNothing: () => nothing++ });
  denied.it.fail(1);
  assert.deepEqual([nothing, denied.it.isOver], [1, true]);
});

test('where nothing is said in twenty seconds that is told, and after a reading it is not', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let nothing = 0;
  const silent = phone();
  readPosition(silent.geolocation, { onReading: () => assert.fail(), onNothing: () => nothing++ });
  const rough = phone();
  readPosition(rough.geolocation, { onReading: () => undefined, onNothing: () => assert.fail() });
  rough.it.say(400);
  context.mock.timers.tick(20_000);
  assert.deepEqual([nothing, silent.it.isOver, rough.it.isOver], [1, true, true]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOf, takenOf, timeOf } from '../../wwwroot/js/ui/taken.js';

/** @typedef {[tag: number, type: number, count: number, value: number|number[]|string]} Entry */

/** A directory at an offset, its long values behind it. @param {number} at @param {Entry[]} entries */
function directory(at, entries) {
  const bytes = new Uint8Array(2 + 12 * entries.length + 4 + 256);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, entries.length);
  let end = 2 + 12 * entries.length + 4;
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    const entry = 2 + 12 * i;
    view.setUint16(entry, tag);
    view.setUint16(entry + 2, type);
    view.setUint32(entry + 4, count);
    if (typeof value === 'number') view.setUint32(entry + 8, value);
    else if (typeof value === 'string' && value.length < 4) bytes.set(new TextEncoder().encode(value), entry + 8);
    else {
      view.setUint32(entry + 8, at + end);
      if (typeof value === 'string') bytes.set(new TextEncoder().encode(value), end);
      else for (const [k, number] of value.entries()) view.setUint32(end + 4 * k, number);
      end += typeof value === 'string' ? value.length + 1 : 4 * value.length;
    }
  }
  return bytes;
}

/** A JPEG of nothing but what the camera wrote. @param {{local?: string, offset?: string, place?: [lat: number, lon: number]}} taken */
function jpeg({ local, offset, place }) {
  const [exifAt, gpsAt] = [400, 800];
  /** @type {Entry[]} */
  const exif = [];
  if (local) exif.push([0x9003, 2, local.length + 1, local]);
  if (offset) exif.push([0x9011, 2, offset.length + 1, offset]);
  const dms = (/** @type {number} */ degrees) => [
    Math.trunc(degrees),
    1,
    0,
    1,
    Math.round((degrees % 1) * 3_600_000),
    1_000,
  ];
  /** @type {Entry[]} */
  const gps = place
    ? [
        [1, 2, 2, 'N'],
        [2, 5, 3, dms(place[0])],
        [3, 2, 2, 'E'],
        [4, 5, 3, dms(place[1])],
      ]
    : [];
  const tiff = new Uint8Array(1_200);
  tiff.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8]);
  tiff.set(directory(8, [[0x8769, 4, 1, exifAt], ...(place ? [/** @type {Entry} */ ([0x8825, 4, 1, gpsAt])] : [])]), 8);
  tiff.set(directory(exifAt, exif), exifAt);
  tiff.set(directory(gpsAt, gps), gpsAt);
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  const length = body.length + 2;
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 0xff, ...body, 0xff, 0xd9]);
}

test('time and place are those that the camera wrote', async () => {
  const { at, place } = await takenOf(
    new Blob([jpeg({ local: '2026:03:04 09:30:00', offset: '+08:00', place: [28.1532, 107.3461] })]),
  );
  assert.equal(new Date(at ?? 0).toISOString(), '2026-03-04T01:30:00.000Z');
  assert.ok(
    place && Math.abs(place.lat - 28.1532) < 1e-6 && Math.abs(place.lon - 107.3461) < 1e-6,
    JSON.stringify(place),
  );
});

test('a place of zeros is no place, and a time alone is still a time', async () => {
  const zero = await takenOf(new Blob([jpeg({ local: '2026:03:04 09:30:00', offset: '+00:00', place: [0, 0] })]));
  assert.deepEqual(zero, { at: Date.UTC(2026, 2, 4, 9, 30), place: null });
  assert.equal((await takenOf(new Blob([jpeg({ local: '2026:03:04 09:30:00' })]))).place, null);
});

test('without a zone of its own a time is of the phone’s, and nonsense is none', () => {
  assert.equal(timeOf('2026:03:04 09:30:00', undefined), new Date(2026, 2, 4, 9, 30).getTime());
  for (const nothing of [undefined, '', '0000:00:00 00:00:00', '2026:13:40 09:30:00', 7])
    assert.equal(timeOf(nothing, '+08:00'), null);
});

test('bytes that are broken anywhere say nothing or what they say, and never throw', async () => {
  const whole = jpeg({ local: '2026:03:04 09:30:00', place: [28.1532, 107.3461] });
  for (let length = 0; length < whole.length; length += 7) await takenOf(new Blob([whole.slice(0, length)]));
  for (let at = 0; at < whole.length; at += 5) {
    const changed = whole.slice();
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    await takenOf(new Blob([changed]));
  }
  assert.deepEqual(await takenOf(new Blob(['no picture'])), { at: null, place: null });
});

test('a photo of the moment has no age, one from the gallery has, one with a wrong clock says nothing', () => {
  const now = Date.UTC(2026, 2, 4, 12);
  const hours = (/** @type {number} */ n) => ageOf({ at: now - n * 3_600_000, place: null }, now) / 3_600_000;
  assert.deepEqual([hours(0), hours(0.1), hours(3), hours(24 * 8), hours(-5)], [0, 0, 3, 0, 0]);
  assert.equal(ageOf({ at: null, place: null }, now), 0);
  assert.equal(ageOf(undefined, now), 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryExif, exifOf } from '../../wwwroot/js/ui/exif.js';
import { metresBetween, originOf } from '../../wwwroot/js/ui/photo-origin.js';

/** A TIFF block with an orientation and one more field. @param {boolean} little */
function tiff(little) {
  const view = new DataView(new ArrayBuffer(8 + 2 + 24 + 4));
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, 2, little);
  for (const [i, [tag, value]] of [
    [0x0100, 77],
    [0x0112, 6],
  ].entries()) {
    const at = 10 + 12 * i;
    view.setUint16(at, Number(tag), little);
    view.setUint16(at + 2, 3, little);
    view.setUint32(at + 4, 1, little);
    view.setUint16(at + 8, Number(value), little);
  }
  return new Uint8Array(view.buffer);
}

/** @param {Uint8Array} block */
const jpegWith = (block) => {
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...block];
  const length = body.length + 2;
  return new Uint8Array([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    1,
    2,
    0xff,
    0xe1,
    length >> 8,
    length & 255,
    ...body,
    0xff,
    0xda,
    0,
    2,
    9,
    0xff,
    0xd9,
  ]);
};

for (const little of [true, false]) {
  test(`the camera’s words go over to the shrunk picture, which is upright already (${little ? 'little' : 'big'}-endian)`, async () => {
    const shrunk = new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xdb, 5, 5])], { type: 'image/jpeg' });
    const carried = await carryExif(new Blob([jpegWith(tiff(little))]), shrunk);
    const bytes = new Uint8Array(await carried.arrayBuffer());
    assert.deepEqual([...bytes.slice(0, 4)], [0xff, 0xd8, 0xff, 0xe1]);
    assert.deepEqual([...bytes.slice(-4)], [0xff, 0xdb, 5, 5]);
    const view = new DataView(bytes.buffer, 12);
    assert.equal(view.getUint16(10 + 8, little), 77);
    assert.equal(view.getUint16(22 + 8, little), 1);
  });
}

test('a picture without EXIF, a broken one and no JPEG carry nothing over', async () => {
  const shrunk = new Blob([new Uint8Array([0xff, 0xd8, 1])]);
  for (const bytes of [
    [],
    [0x89, 0x50],
    [0xff, 0xd8, 0xff, 0xda, 0, 2],
    [0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0x45],
    [0xff, 0xd8, 0xff, 0xe1, 0, 0],
  ])
    assert.equal(await carryExif(new Blob([new Uint8Array(bytes)]), shrunk), shrunk);
  const whole = jpegWith(tiff(true));
  for (let length = 0; length < whole.length; length++) exifOf(whole.slice(0, length));
});

test('metres over the sphere', () => {
  assert.equal(Math.round(metresBetween({ lon: 117.2, lat: 31.8 }, { lon: 117.2, lat: 31.8 })), 0);
  assert.equal(Math.round(metresBetween({ lon: 0, lat: 0 }, { lon: 0, lat: 1 }) / 100), 1112);
});

test('a photo says when and how far off it was taken, or nothing', () => {
  const photo = {
    id: 'a',
    kind: /** @type {const} */ ('before'),
    addedAt: '2026-03-04T01:00:00Z',
    width: 1,
    height: 1,
  };
  const place = { lon: 117.2, lat: 31.8 };
  assert.deepEqual(originOf(photo, place), { takenAt: null, isAssumed: false, metres: null, isFar: false });
  const near = originOf({ ...photo, takenAt: '2026-03-04T00:59:00Z', takenPlace: { lon: 117.205, lat: 31.8 } }, place);
  assert.equal(near.takenAt, Date.parse('2026-03-04T00:59:00Z'));
  assert.equal(near.isFar, false);
  assert.equal(originOf({ ...photo, takenPlace: { lon: 117.3, lat: 31.8 } }, place).isFar, true);
});

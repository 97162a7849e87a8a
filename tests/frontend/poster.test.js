import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitTo, freeBox, linesOf, pathOf, widthOf } from '../../wwwroot/js/poster/geometry.js';
import { onePerPerson } from '../../wwwroot/js/poster/plates.js';

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [107.0, 28.0],
      [107.01, 28.0],
      [107.01, 28.01],
      [107.0, 28.01],
      [107.0, 28.0],
    ],
  ],
};

test('an area fits the paper with its margin, north up and true to shape', () => {
  const { place, perMetre } = fitTo(square, { width: 200, height: 100, margin: 5 });
  const [west, south] = place(107.0, 28.0);
  const [east, north] = place(107.01, 28.01);
  assert.ok(Math.abs(south - 95) < 1e-6 && Math.abs(north - 5) < 1e-6);
  assert.ok(Math.abs(east + west - 200) < 1e-6, 'in the middle');
  // A hundredth of a degree is 1,113 m of latitude and, at 28°, 983 m of longitude.
  assert.ok(Math.abs((east - west) / perMetre - 983) < 2);
  assert.ok(Math.abs((south - north) / perMetre - 1113.2) < 0.1);
});

test('a path has one part for each ring of each polygon', () => {
  const many = { type: 'MultiPolygon', coordinates: [square.coordinates, square.coordinates] };
  assert.equal(linesOf(many).length, 2);
  assert.equal(pathOf(many, (lon, lat) => [lon, lat]).match(/M/g)?.length, 2);
  assert.equal(
    pathOf(null, (lon, lat) => [lon, lat]),
    '',
  );
});

test('a box gives way to what is taken and prefers the place that hides least', () => {
  const within = { left: 0, top: 0, right: 100, bottom: 100 };
  const size = { width: 20, height: 10 };
  assert.deepEqual(freeBox([50, 50], size, { taken: [], within }), { left: 40, top: 45, right: 60, bottom: 55 });
  const taken = [{ left: 45, top: 48, right: 55, bottom: 52 }];
  const moved = freeBox([50, 50], size, { taken, within });
  assert.ok(moved && (moved.right <= 45 || moved.left >= 55 || moved.bottom <= 48 || moved.top >= 52));
  const hidden = Array.from({ length: 9 }, (_, index) => ({
    left: 44 + index,
    top: 49,
    right: 45 + index,
    bottom: 51,
  }));
  const polite = freeBox([50, 50], size, { taken: [], hidden, within });
  assert.notDeepEqual(polite, { left: 40, top: 45, right: 60, bottom: 55 });
  assert.equal(freeBox([50, 50], size, { taken: [within], within }), null);
});

test('Chinese letters are as wide as high and others are narrower', () => {
  assert.equal(widthOf('网格'), 2);
  assert.ok(widthOf('12') < 1.3);
});

test('whoever holds two posts stands on a plate once, and every vacancy for itself', () => {
  /** @param {string} roleName @param {string} [name] */
  const post = (roleName, name) => ({
    role: roleName,
    roleName,
    network: 'governance',
    vacant: !name,
    person: name ? { name, phone: '1' } : null,
  });
  const shown = onePerPerson([
    post('单元负责人', '甲'),
    post('楼栋长', '甲'),
    post('网格员'),
    post('网格长'),
    post('网格长', '乙'),
  ]);
  assert.deepEqual(
    shown.map(({ roleName }) => roleName),
    ['单元负责人 楼栋长', '网格员', '网格长', '网格长'],
  );
});

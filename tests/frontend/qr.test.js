import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { qrMatrix, qrPath } from '../../wwwroot/js/ui/qr.js';
import { wwwroot } from './sources.js';

const ADDRESS = 'https://map.example.org/ask/520329001001';

test('a QR code has its three finder patterns and a whole number of modules', () => {
  const matrix = qrMatrix(ADDRESS);
  const size = matrix.length;
  assert.equal((size - 17) % 4, 0);
  for (const [top, left] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ]) {
    const rows = matrix.slice(top, (top ?? 0) + 7).map((row) => row.slice(left, (left ?? 0) + 7));
    assert.deepEqual(
      rows.map((row) => row.map(Number).join('')),
      ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'],
    );
  }
});

test('the path of a QR code covers exactly its dark modules', () => {
  const matrix = qrMatrix(ADDRESS);
  const drawn = matrix.map((row) => row.map(() => false));
  for (const [, x, y, length] of qrPath(matrix).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(length); i++) {
      const row = drawn[Number(y) - 4];
      if (row) row[Number(x) - 4 + i] = true;
    }
  }
  assert.deepEqual(drawn, matrix);
});

test('the vendored module draws the same code as the package', async () => {
  const file = join(wwwroot, 'vendor/qrcode.js');
  assert.match(readFileSync(file, 'utf8'), /export const/);
  const { create } = await import(pathToFileURL(file).href);
  const { data, size } = create(ADDRESS, { errorCorrectionLevel: 'M' }).modules;
  const ours = qrMatrix(ADDRESS).flat().map(Number);
  assert.equal(size * size, ours.length);
  assert.deepEqual([...data].map(Number), ours);
});

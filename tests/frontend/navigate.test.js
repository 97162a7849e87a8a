import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wayTo } from '../../wwwroot/js/ui/navigate-link.js';

const at = { lon: 107.346, lat: 28.153 };

test('latitude stands first in a geo address, longitude first in that of 高德', () => {
  assert.equal(wayTo(at, '3栋 & 4栋', 'Android'), 'geo:28.153,107.346?q=28.153,107.346(3%E6%A0%8B%20%26%204%E6%A0%8B)');
  const apple = new URL(wayTo(at, '3栋 & 4栋', 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0)'));
  assert.deepEqual(
    [apple.searchParams.get('to'), apple.searchParams.get('coordinate')],
    ['107.346,28.153,3栋 & 4栋', 'wgs84'],
  );
});

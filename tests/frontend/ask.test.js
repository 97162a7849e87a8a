import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { createDrafts } from '../../wwwroot/js/ask/draft.js';
import { byEstate } from '../../wwwroot/js/ask/estates.js';
import { dial, dutyOf, firstPeople, furtherPeople, spoken } from '../../wwwroot/js/ask/people.js';
import { hasLeadingZeros, prove } from '../../wwwroot/js/ask/proof.js';

const CHALLENGE = `1795298765.${'kY0'.repeat(14)}A`;

/** @param {string} text */
const hash = (text) => createHash('sha256').update(text, 'utf8').digest();

test('leading zero bits are counted across bytes', () => {
  assert.ok(hasLeadingZeros(new Uint8Array([0, 0b0000_0111]), 13));
  assert.ok(!hasLeadingZeros(new Uint8Array([0, 0b0000_0111]), 14));
  assert.ok(hasLeadingZeros(new Uint8Array([0b1000_0000]), 0));
  assert.ok(!hasLeadingZeros(new Uint8Array([0b1000_0000]), 1));
  assert.ok(!hasLeadingZeros(new Uint8Array([0]), 9));
});

for (const challenge of [CHALLENGE, 'short.x', 'x'.repeat(63), 'y'.repeat(64), 'z'.repeat(200)]) {
  test(`a nonce that was found is one by the server's own arithmetic (${challenge.length} characters)`, async () => {
    const nonce = await prove({ challenge, difficulty: 12 });
    assert.ok(nonce.length > 0 && nonce.length <= 64);
    assert.ok(hasLeadingZeros(hash(`${challenge}:${nonce}`), 12));
  });
}

test('a proof lets the page breathe between slices', async () => {
  let pauses = 0;
  const tried = [];
  await prove(
    { challenge: CHALLENGE, difficulty: 17 },
    {
      pause: async () => {
        pauses++;
      },
      onSlice: (n) => tried.push(n),
    },
  );
  assert.equal(tried.length, pauses);
});

/** @param {string} role @param {string|null} name @param {Record<string, unknown>} [more] */
const post = (role, name, more = {}) => ({
  role,
  roleName: role,
  person: name ? { name, phone: `199${name}` } : null,
  vacant: !name,
  ...more,
});
/** @param {string} code @param {ReturnType<typeof post>[]} posts @param {string} [dutyPhone] */
const link = (code, posts, dutyPhone) => ({ area: { code, name: code, level: 'grid', dutyPhone }, posts });

test('the first people are the nearest, one for each role, nobody twice', () => {
  const chain = [
    link('building', [post('leader', 'A')]),
    link('micro', [post('household', 'B'), post('household', 'C'), post('assistant', 'A')]),
    link('grid', [post('grid', 'D'), post('police', 'E')], '110'),
  ];
  assert.deepEqual(
    firstPeople(chain).map((line) => line.post.person?.name),
    ['A', 'B', 'D'],
  );
  const further = furtherPeople(chain, firstPeople(chain));
  assert.deepEqual(
    further.map(({ link: { area }, posts }) => [area.code, posts.length]),
    [
      ['micro', 2],
      ['grid', 1],
    ],
  );
  assert.equal(dutyOf(chain)?.dutyPhone, '110');
});

test('a vacancy is told where it is the first to ask, and does not count as somebody', () => {
  const chain = [
    link('building', [post('leader', null)]),
    link('grid', [post('x', null), post('grid', 'D'), post('police', 'E')]),
  ];
  assert.deepEqual(
    firstPeople(chain, 2).map((line) => line.post.person?.name ?? null),
    [null, 'D', 'E'],
  );
  const held = [link('building', [post('leader', null), post('leader', 'B')])];
  assert.deepEqual(
    firstPeople(held).map((line) => line.post.person?.name ?? null),
    ['B'],
  );
});

test('phones are dialled by digits and read in groups', () => {
  assert.equal(dial('0851-2822 1234'), 'tel:085128221234');
  assert.equal(spoken('19900010101'), '199 0001 0101');
  assert.equal(spoken('0851-28221234'), '0851-28221234');
});

test('buildings stand by estate and in order of their numbers', () => {
  const named = (/** @type {string} */ name) => ({ code: name, name });
  const estates = byEstate(['文昌里10栋', '文昌里2栋', '农贸市场', '云津花园1栋'].map(named));
  assert.deepEqual(
    estates.map(({ name, buildings }) => [name, buildings.map(({ short }) => short)]),
    [
      ['文昌里', ['2栋', '10栋']],
      ['云津花园', ['1栋']],
      ['', ['农贸市场']],
    ],
  );
});

test('a draft is found again by its own plate for a day, and survives storage that is forbidden', () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
  const draft = { id: '1', code: 'a', savedAt: 0, category: null, words: '灯不亮', place: null, name: '', phone: '' };
  assert.ok(createDrafts(0, storage).keep(draft));
  assert.equal(createDrafts(1000, storage).read('a')?.words, '灯不亮');
  assert.equal(createDrafts(1000, storage).read('b'), null);
  assert.equal(createDrafts(25 * 3_600_000, storage).read('a'), null);
  createDrafts(0, storage).forget();
  assert.equal(createDrafts(0, storage).read('a'), null);
  const forbidden = () => {
    throw new Error('forbidden');
  };
  const none = createDrafts(0, { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  assert.equal(none.read('a'), null);
  assert.equal(none.keep(draft), false);
});

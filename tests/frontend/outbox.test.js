import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patience } from '../../wwwroot/js/http/patience.js';
import { createCourier } from '../../wwwroot/js/outbox/courier.js';
import { createExclusive } from '../../wwwroot/js/outbox/exclusive.js';
import { actItems, isOf, parcelsOf, putItems, reportItems, stateOf } from '../../wwwroot/js/outbox/item.js';
import { createMemoryStore } from '../../wwwroot/js/outbox/memory-store.js';
import { askToPersist } from '../../wwwroot/js/outbox/persist.js';
import { createSender } from '../../wwwroot/js/outbox/sender.js';
import { pauseAfter, verdictOn } from '../../wwwroot/js/outbox/verdict.js';
import { createFakeTime } from './fake-time.js';

/** @typedef {import('../../wwwroot/js/outbox/item.js').Item} Item */
/** @typedef {import('../../wwwroot/js/contract.js').Problem} Problem */

/** A server that stores by id and does as it is told with the next answers. */
function fakeServer() {
  /** @type {{version: number, log: string[], stored: Map<string, string>, user: string, answers: ((item: Item) => Problem|'lost'|null)[], rule: (item: Item) => Problem|null}} */
  const server = { version: 7, log: [], stored: new Map(), user: 'worker1', answers: [], rule: () => null };
  /** @type {import('../../wwwroot/js/outbox/sender.js').Courier} */
  const courier = {
    async carry(item, { issueId }) {
      if (!server.user) return { problem: { status: 401, code: 'session.required' } };
      if (server.user !== item.account) return { problem: { status: 409, code: 'session.other_account' } };
      server.log.push(`${item.kind} ${item.id}`);
      const answer = server.answers.shift()?.(item) ?? null;
      if (answer && answer !== 'lost') return { problem: answer };
      const refusal = server.rule(item);
      if (refusal) return { problem: refusal };
      server.stored.set(item.id, `${server.user} ${issueId}`);
      if (answer === 'lost') return { problem: { status: 0, code: 'network.unreachable' } };
      if (item.kind === 'act') return { value: { seen: { version: ++server.version, handler: 'me', answer: null } } };
      const isReport = item.kind === 'report';
      return {
        value: isReport ? { receipt: { id: issueId, number: `N-${item.id}`, areaCode: null, dueAt: null } } : {},
      };
    },
  };
  return { server, courier };
}

/** One tab. @param {{store?: import('../../wwwroot/js/outbox/store.js').Store, time?: ReturnType<typeof createFakeTime>, account?: string, world?: ReturnType<typeof fakeServer>, locks?: any}} [given] */
function tab({
  store = createMemoryStore(),
  time = createFakeTime(),
  account = 'worker1',
  world = fakeServer(),
  locks,
} = {}) {
  let told = 0;
  const sender = createSender({
    store,
    courier: world.courier,
    account,
    exclusive: locks
      ? createExclusive({ locks, store, owner: String(Math.random()) })
      : (work) => work().then(() => true),
    onChange: () => {
      told++;
    },
    onFault: (fault) => assert.fail(String(fault)),
    now: time.now,
    wall: time.now,
    random: () => 1,
    timers: time.timers,
  });
  let last = 0;
  /** @param {string} name @param {{photos?: number, settle?: boolean, kind?: string}} [more] */
  const keep = async (name, { photos = 0, settle = false, kind = 'before' } = {}) => {
    let made = 0;
    const shots = Array.from({ length: photos }, (_, i) => ({
      id: `${name}-p${i + 1}`,
      kind,
      blob: new Blob([`${i}`]),
    }));
    const { items, files } = reportItems(
      { body: { category: 'x' }, shots, take: null, settle: settle ? { answer: '' } : null },
      { account, at: ++last, uuid: () => (made++ === 0 ? name : `${name}-s`) },
    );
    await store.add(items, files);
    void sender.wake();
    await time.settle();
  };
  const state = async () => parcelsOf(await store.list()).map((parcel) => stateOf(parcel, sender.status).name);
  return { ...world, store, time, sender, keep, state, told: () => told };
}

test('report, photos and settling leave in this order, and nothing is tried after the last', async () => {
  const it = tab();
  await it.keep('a', { photos: 2, settle: true });
  assert.deepEqual(it.server.log, ['report a', 'photo a-p1', 'photo a-p2', 'act a-s']);
  await it.time.pass(3_600_000);
  assert.equal(it.server.log.length, 4);
  assert.deepEqual(await it.state(), ['done']);
  assert.equal(await it.store.file('a-p1'), null);
});

test('a lost answer is asked for again once, with the same id', async () => {
  const it = tab();
  it.server.answers = [() => 'lost', () => null, () => 'lost'];
  await it.keep('a', { photos: 1 });
  assert.deepEqual(await it.state(), ['network']);
  await it.time.pass(60_000);
  assert.deepEqual(it.server.log, ['report a', 'report a', 'photo a-p1', 'photo a-p1']);
  assert.equal(it.server.stored.size, 2);
  assert.deepEqual(await it.state(), ['done']);
});

test('a refused report waits for its person and the others go on', async () => {
  const it = tab();
  it.server.rule = ({ id, body }) =>
    id === 'a' && body?.category === 'x' ? { status: 422, code: 'category.retired' } : null;
  await it.keep('a', { photos: 1 });
  await it.keep('b', { photos: 1 });
  assert.deepEqual(await it.state(), ['refused', 'done']);
  const refused = (await it.store.list()).find(({ id }) => id === 'a');
  assert.equal(refused?.problem?.code, 'category.retired');
  await it.time.pass(3_600_000);
  assert.equal(it.server.log.filter((line) => line === 'report a').length, 1);
  await it.store.update('a', { body: { id: 'a', category: 'y' }, state: 'waiting', problem: null });
  await it.sender.wake();
  assert.deepEqual(await it.state(), ['done', 'done']);
});

test('a refused photo of before stops neither the next photo nor the settling; one of after does', async () => {
  const it = tab();
  it.server.rule = ({ id }) => (id.endsWith('-p1') ? { status: 422, code: 'photo.unreadable' } : null);
  await it.keep('a', { photos: 2, settle: true });
  assert.deepEqual([...it.server.stored.keys()], ['a', 'a-p2', 'a-s']);
  await it.keep('b', { photos: 2, settle: true, kind: 'after' });
  assert.ok(!it.server.stored.has('b-s'));
  await it.store.remove(['b-p1']);
  await it.sender.wake();
  assert.ok(it.server.stored.has('b-s'));
});

test('a session that ended holds everything back until its owner is there again', async () => {
  const it = tab();
  it.server.user = '';
  await it.keep('a', { photos: 1 });
  assert.deepEqual(it.server.log, []);
  assert.deepEqual(await it.state(), ['signIn']);
  it.server.user = 'worker2';
  await it.time.pass(120_000);
  assert.deepEqual(it.server.log, []);
  assert.deepEqual(await it.state(), ['otherAccount']);
  it.server.user = 'worker1';
  await it.time.pass(60_000);
  assert.deepEqual(await it.state(), ['done']);
});

test('items of another account are neither sent nor touched', async () => {
  const store = createMemoryStore();
  const first = tab({ store, account: 'worker2' });
  await first.keep('a', { photos: 1 });
  assert.deepEqual(first.server.log, []);
  const second = tab({ store });
  await second.keep('b');
  assert.deepEqual(second.server.log, ['report b']);
  assert.equal(
    (await store.list()).filter(({ account, state }) => account === 'worker2' && state === 'waiting').length,
    2,
  );
});

test('a busy server is left alone as long as it asks, whatever wakes the phone', async () => {
  const it = tab();
  it.server.answers = [() => ({ status: 429, code: 'http.429', retryAfter: 90 })];
  await it.keep('a');
  await it.keep('b');
  await it.time.pass(80_000);
  await it.sender.wake();
  assert.equal(it.server.log.length, 1);
  assert.deepEqual(await it.state(), ['busy', 'busy']);
  await it.time.pass(11_000);
  assert.deepEqual(await it.state(), ['done', 'done']);
});

test('503 backs off twice as long each time', async () => {
  const it = tab();
  const busy = () => /** @type {Problem} */ ({ status: 503, code: 'server.database_unavailable' });
  it.server.answers = [busy, busy, busy];
  await it.keep('a');
  for (const [ms, tries] of [
    [1_900, 1],
    [200, 2],
    [3_800, 2],
    [200, 3],
    [7_800, 3],
    [300, 4],
  ]) {
    await it.time.pass(ms ?? 0);
    assert.equal(it.server.log.length, tries);
  }
  assert.deepEqual(await it.state(), ['done']);
});

test('an item that the server stumbles over is tried again by itself, and holds up nobody', async () => {
  const it = tab();
  it.server.answers = [() => ({ status: 500, code: 'server.fault' })];
  await it.keep('a');
  await it.keep('b');
  assert.deepEqual(it.server.log, ['report a', 'report b']);
  await it.time.pass(5_000);
  assert.deepEqual(await it.state(), ['done', 'done']);
});

test('without a network it never gives up, and news brings it back at once', async () => {
  const it = tab();
  it.server.answers = Array.from({ length: 200 }, () => () => ({ status: 0, code: 'network.unreachable' }));
  await it.keep('a');
  await it.time.pass(24 * 3_600_000);
  assert.equal(it.server.answers.length, 0);
  const cut = tab();
  cut.server.answers = Array.from({ length: 5 }, () => () => ({ status: 0, code: 'network.unreachable' }));
  await cut.keep('a');
  await cut.time.pass(61_000);
  assert.equal(cut.server.log.length, 5);
  await cut.sender.wake();
  assert.deepEqual(await cut.state(), ['done']);
});

test('two tabs on one outbox send each item once, by locks or by leases', async () => {
  let isHeld = false;
  const locks = {
    /** @param {string} _ @param {object} __ @param {(lock: object|null) => Promise<boolean>} run */
    async request(_, __, run) {
      if (isHeld) return run(null);
      isHeld = true;
      try {
        return await run({});
      } finally {
        isHeld = false;
      }
    },
  };
  const store = createMemoryStore();
  const time = createFakeTime();
  const world = fakeServer();
  const one = tab({ store, time, world, locks });
  const two = tab({ store, time, world, locks });
  await Promise.all([one.keep('a', { photos: 3 }), two.keep('b', { photos: 3 })]);
  await time.pass(20_000);
  assert.equal(world.server.log.length, 8);
  assert.equal(new Set(world.server.log).size, 8);

  const lease = (/** @type {string} */ owner) => createExclusive({ locks: undefined, store, owner });
  const order = /** @type {string[]} */ ([]);
  const [first, second] = await Promise.all(
    ['x', 'y'].map((owner) => lease(owner)(async () => void order.push(owner))),
  );
  assert.deepEqual([first, second], [true, false]);
  assert.equal(await lease('y')(async () => {}), true);
});

test('what the browser has cleared away is said, and the rest arrives', async () => {
  const it = tab();
  it.server.user = '';
  await it.keep('a', { photos: 2 });
  const store = it.store;
  const file = store.file;
  store.file = async (id) => (id === 'a-p1' ? null : file(id));
  it.server.user = 'worker1';
  await it.time.pass(60_000);
  assert.deepEqual([...it.server.stored.keys()], ['a', 'a-p2']);
  assert.equal((await store.list()).find(({ id }) => id === 'a-p1')?.problem?.code, 'local.file_lost');
});

test('an answer that does not name what was sent is not the server’s', async () => {
  /** @type {any} */
  const cafe = Object.fromEntries(
    ['report', 'putPhoto', 'putVoice', 'issue', 'act', 'put'].map((name) => [name, async () => ({ value: null })]),
  );
  const courier = createCourier(cafe);
  const { items } = reportItems(
    {
      body: {},
      shots: [{ id: 'p', kind: 'before', blob: new Blob() }],
      take: { id: 'v', blob: new Blob() },
      settle: { answer: '' },
    },
    { account: 'a', at: 1, uuid: () => 'r' },
  );
  for (const item of items) {
    const { problem } = await courier.carry(item, { issueId: 'r', blob: new Blob() });
    assert.equal(problem?.code, 'network.garbled', item.kind);
  }
  const [put] = putItems({ url: '/api/x', body: {}, title: '' }, { account: 'a', at: 1, uuid: () => 'u' }).items;
  assert.ok(put);
  assert.equal((await courier.carry(put, { issueId: 'u', blob: null })).problem?.code, 'network.garbled');
});

/** @param {ReturnType<typeof tab>} it @param {string} key @param {Partial<Parameters<typeof actItems>[0]>} more */
async function order(it, key, more) {
  const issue = { id: 'issue', version: 3, handler: null };
  const command = { issue, action: /** @type {const} */ ('reportIn'), body: {}, shots: [], title: 't', notBefore: 0 };
  const { items, files } = actItems(
    { ...command, ...more },
    { account: 'worker1', at: (await it.store.list()).length, uuid: () => key },
  );
  await it.store.add(items, files);
  void it.sender.wake();
  await it.time.settle();
}

test('a command waits until it can no longer be taken back, unless the clock was set', async () => {
  const it = tab();
  await order(it, 'a', { notBefore: 5_000 });
  assert.deepEqual(it.server.log, []);
  await it.time.pass(5_300);
  assert.deepEqual(it.server.log, ['act a']);
  await order(it, 'b', { notBefore: 24 * 3_600_000 });
  assert.deepEqual(it.server.log, ['act a', 'act b']);
});

test('commands on one issue keep their order, and each goes on from what the one before made of it', async () => {
  const it = tab();
  it.server.answers = [() => ({ status: 500, code: 'server.fault' })];
  const photo = { id: 'p', kind: 'after', blob: new Blob(['x']) };
  await order(it, 'in', {});
  await order(it, 'done', { action: 'resolve', shots: [photo] });
  await order(it, 'other', { issue: { id: 'another', version: 1, handler: null } });
  await it.time.pass(10_000);
  assert.deepEqual(it.server.log, ['act in', 'act other', 'act in', 'photo p', 'act done']);
  const resolved = (await it.store.list()).find(({ id }) => id === 'done');
  assert.equal(resolved?.act?.seen?.handler, 'me');
  assert.equal(resolved?.act?.seen?.version, 9);
});

test('a command that meets a later version goes on where it is the same person’s, and else waits for its person', async () => {
  const seen = { kind: 'person', code: 'P1', name: 'x' };
  /** @type {any} */
  let now = { id: 'issue', version: 9, handler: { ...seen, name: 'renamed' }, status: 'inProgress' };
  /** @type {number[]} */
  const versions = [];
  /** @type {any} */
  const api = {
    issue: async () => ({ value: now }),
    /** @param {any} issue */
    act: async (issue) => {
      versions.push(issue.version);
      return issue.version === now.version ? { value: now } : { problem: { status: 412, code: 'issue.version_stale' } };
    },
  };
  const courier = createCourier(api);
  const [item] = actItems(
    {
      issue: { id: 'issue', version: 3, handler: /** @type {any} */ (seen) },
      action: 'resolve',
      body: {},
      shots: [],
      title: '',
      notBefore: 0,
    },
    { account: 'a', at: 1, uuid: () => 'k' },
  ).items;
  assert.ok(item);
  assert.equal((await courier.carry(item, { issueId: 'issue', blob: null })).value?.seen?.version, 9);
  assert.deepEqual(versions, [3, 9]);
  now = { ...now, handler: { kind: 'person', code: 'P2', name: 'y' }, version: 10 };
  const { problem } = await courier.carry(item, { issueId: 'issue', blob: null });
  assert.deepEqual([problem?.code, problem?.issueStatus], ['local.issue_moved', 'inProgress']);
  assert.equal(verdictOn(problem ?? { status: 0, code: '' }), 'refused');
});

test('every kind of answer has its meaning', () => {
  /** @type {[number, string, string][]} */
  const table = [
    [0, 'network.garbled', 'network'],
    [401, 'session.required', 'signIn'],
    [403, 'session.account_disabled', 'signIn'],
    [403, 'access.denied', 'refused'],
    [409, 'session.other_account', 'otherAccount'],
    [409, 'upload.offset_wrong', 'later'],
    [409, 'issue.id_taken', 'refused'],
    [412, 'issue.version_stale', 'later'],
    [413, 'request.too_large', 'refused'],
    [429, 'http.429', 'busy'],
    [502, 'http.502', 'later'],
    [503, 'server.database_unavailable', 'busy'],
    [503, 'server.converter_missing', 'later'],
  ];
  for (const [status, code, verdict] of table) assert.equal(verdictOn({ status, code }), verdict, code);
  assert.equal(
    pauseAfter(1, () => 0),
    1_000,
  );
  assert.equal(
    pauseAfter(40, () => 1),
    60_000,
  );
});

test('a server’s wish for patience is read as seconds or as a date', () => {
  assert.deepEqual(patience('90'), { retryAfter: 90 });
  assert.deepEqual(patience('Thu, 01 Jan 1970 00:01:00 GMT', 0), { retryAfter: 60 });
  for (const nothing of [null, '', 'soon', '0', 'Thu, 01 Jan 1970 00:00:00 GMT'])
    assert.deepEqual(patience(nothing), {});
});

test('the browser is asked once not to clear the outbox away', async () => {
  let asked = 0;
  /** @type {Map<string, string>} */
  const kept = new Map();
  const memory = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
  };
  /** @type {any} */
  const storage = { persisted: async () => false, persist: async () => ++asked > 5 };
  assert.equal(await askToPersist(storage, memory), false);
  assert.equal(await askToPersist(storage, memory), false);
  assert.equal(asked, 1);
  assert.equal(await askToPersist(undefined, memory), false);
  assert.equal(await askToPersist({ ...storage, persisted: async () => true }, memory), true);
});

test('the positions of a patrol wait for its start, and other things that are put do not', async () => {
  const it = tab();
  const patrol = '11111111-2222-4333-8444-555555555555';
  const urls = [
    `/api/patrols/${patrol}`,
    `/api/patrols/${patrol}/points/0`,
    '/api/visits/66666666-2222-4333-8444-555555555555',
  ];
  let at = 0;
  for (const url of urls) {
    const { items } = putItems({ url, body: {}, title: url }, { account: 'worker1', at: ++at, uuid: () => `put${at}` });
    await it.store.add(items, []);
  }
  it.server.answers = [() => ({ status: 502, code: 'http.502' })];
  void it.sender.wake();
  await it.time.settle();
  assert.deepEqual(it.server.log, ['put put1', 'put put3']);
  await it.time.pass(60_000);
  assert.deepEqual(it.server.log.slice(2), ['put put1', 'put put2']);
});

test('a photo that the server takes no more of waits alone', () => {
  assert.equal(verdictOn({ status: 429, code: 'upload.too_many' }), 'later');
});

test('a draft is known in the report that it became, by its photos or by its words', () => {
  const shots = [{ id: 'photo', kind: 'before', blob: new Blob(['x']) }];
  const parcel = (/** @type {any} */ filled) => {
    const { items } = reportItems(
      { body: { category: 'x', description: '灯不亮' }, shots: [], take: null, settle: null, ...filled },
      { account: 'worker1', at: 1_000, uuid: () => 'a' },
    );
    const [made] = parcelsOf(items);
    assert.ok(made);
    return made;
  };
  const form = { words: ' 灯不亮', category: 'x' };
  assert.ok(isOf({ at: 2_000, files: ['photo'], form }, parcel({ shots })));
  assert.ok(isOf({ at: 900, files: [], form }, parcel({})));
  assert.ok(!isOf({ at: 1_100, files: [], form }, parcel({})), 'the same words, written later');
  assert.ok(!isOf({ at: 900, files: [], form: { ...form, category: 'y' } }, parcel({})));
  assert.ok(!isOf({ at: 900, files: ['other'], form }, parcel({ shots })));
});

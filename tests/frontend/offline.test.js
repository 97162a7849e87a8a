import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { importsOf, shellOf, workerWith } from '../../src/MapDashboard.Web/Offline/list-shell.mjs';
import { IssueMap } from '../../wwwroot/js/live/issue-map.js';
import { clearShelves } from '../../wwwroot/js/offline/account.js';
import { createDrafts } from '../../wwwroot/js/offline/drafts.js';
import { keptOf } from '../../wwwroot/js/offline/keeper.js';
import { createReader } from '../../wwwroot/js/offline/reader.js';
import { wwwroot } from './sources.js';

/** @typedef {import('../../wwwroot/js/offline/store.js').Kept} Kept */

const AWAY = { problem: { status: 0, code: 'network.unreachable' } };
const fail = (/** @type {unknown} */ fault) => assert.fail(String(fault));
const DAY_MS = 24 * 3_600_000;
const never = new Promise(() => {});

/** @type {Map<string, string>} */
let storage = new Map();
beforeEach(() => {
  storage = new Map();
  globalThis.localStorage = /** @type {Storage} */ (
    /** @type {unknown} */ ({
      getItem: (/** @type {string} */ key) => storage.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => storage.set(key, value),
      removeItem: (/** @type {string} */ key) => storage.delete(key),
    })
  );
});

/** @param {Kept[]} [rows] */
function memory(rows = []) {
  const all = new Map(rows.map((row) => [`${row.account} ${row.name}`, row]));
  const drop = (/** @type {(row: Kept) => boolean} */ isGone) => {
    for (const [key, row] of all) if (isGone(row)) all.delete(key);
  };
  return {
    all,
    get: async (/** @type {string} */ account, /** @type {string} */ name) => all.get(`${account} ${name}`),
    put: async (/** @type {Kept} */ row) => void all.set(`${row.account} ${row.name}`, row),
    keptOf: async () => [...all.values()].find((row) => row.name === 'session')?.account ?? null,
    forget: async (/** @type {string} */ account) => drop((row) => row.account === account),
    forgetOthers: async (/** @type {string|null} */ account) => drop((row) => row.account !== account),
    drop: async (/** @type {string} */ account, /** @type {string} */ name) => void all.delete(`${account} ${name}`),
    names: async (/** @type {string} */ account) =>
      [...all.values()].filter((row) => row.account === account).map((row) => row.name),
  };
}

/**
 * @param {ReturnType<typeof memory>} store
 * @param {Record<string, unknown>} calls
 * @param {{now?: number, onOther?: () => void, isPatient?: boolean}} [more]
 */
function reader(store, calls, { now = DAY_MS, onOther = () => {}, isPatient = false } = {}) {
  const api = /** @type {import('../../wwwroot/js/http/api.js').Api} */ (/** @type {unknown} */ (calls));
  const pause = () => /** @type {Promise<void>} */ (isPatient ? never : Promise.resolve());
  return createReader({ api, store: /** @type {any} */ (store), onOther, now: () => now, pause });
}

const kept = (
  /** @type {string} */ account,
  /** @type {string} */ name,
  /** @type {unknown} */ value,
  at = DAY_MS,
) => ({ account, name, at, value });

test('without a network the last account goes on with what was kept for it', async () => {
  storage.set('account', 'worker1');
  const store = memory([kept('worker1', 'session', { userName: 'worker1' }), kept('worker1', 'areas', 'mine')]);
  const read = reader(store, { session: async () => AWAY, areas: async () => AWAY });
  assert.deepEqual(await read.session(), { value: { userName: 'worker1' } });
  assert.ok(read.startedFromKept);
  assert.deepEqual(await read.areas(), { value: 'mine' });
});

test('who was signed in is known after a crash that lost the word, and nobody is after leaving', async () => {
  const rows = [kept('worker1', 'session', { userName: 'worker1' }), kept('worker1', 'areas', 'mine')];
  storage.delete('account');
  const crashed = reader(memory(rows), { session: async () => AWAY });
  assert.deepEqual(await crashed.session(), { value: { userName: 'worker1' } });
  storage.set('account', '');
  const store = memory(rows);
  assert.deepEqual(await reader(store, { session: async () => AWAY }).session(), AWAY);
  assert.equal(store.all.size, 0);
});

test('a network that says nothing is not waited for', async () => {
  storage.set('account', 'worker1');
  const store = memory([kept('worker1', 'session', { userName: 'worker1' }), kept('worker1', 'areas', 'mine')]);
  const read = reader(store, { session: () => never, areas: () => never });
  assert.deepEqual(await read.session(), { value: { userName: 'worker1' } });
  assert.deepEqual(await read.areas(), { value: 'mine' });
});

test('what is kept of an account is shown to no other, and goes when another signs in', async () => {
  storage.set('account', 'worker2');
  const store = memory([kept('worker1', 'session', { userName: 'worker1' }), kept('worker1', 'areas', 'not yours')]);
  const away = reader(store, { session: async () => AWAY });
  assert.deepEqual(await away.session(), AWAY);
  const here = reader(store, { session: async () => ({ value: { userName: 'worker2' } }) }, { isPatient: true });
  await here.session();
  assert.deepEqual(await store.names('worker1'), []);
});

test('the answer of another account that comes late is told', async () => {
  storage.set('account', 'worker1');
  let told = 0;
  /** @type {(answer: unknown) => void} */
  let answer = () => {};
  const asked = new Promise((resolve) => {
    answer = resolve;
  });
  const store = memory([kept('worker1', 'session', { userName: 'worker1' })]);
  const read = reader(store, { session: () => asked }, { onOther: () => told++ });
  await read.session();
  answer({ value: { userName: 'worker2' } });
  await asked;
  await Promise.resolve();
  assert.equal(told, 1);
});

test('a session that the server no longer knows takes all that was kept', async () => {
  storage.set('account', 'worker1');
  const store = memory([kept('worker1', 'session', { userName: 'worker1' }), kept('worker1', 'areas', 'mine')]);
  const gone = { problem: { status: 401, code: 'session.required' } };
  const read = reader(store, { session: async () => gone }, { isPatient: true });
  assert.deepEqual(await read.session(), gone);
  assert.equal(store.all.size, 0);
  assert.equal(storage.get('account'), '');
});

test('what is answered after the session has ended is not kept any more', async () => {
  const store = memory();
  /** @type {(answer: {value: string}) => void} */
  let answer = () => {};
  const read = reader(store, {
    session: async () => ({ value: { userName: 'worker1' } }),
    areas: () => new Promise((resolve) => (answer = resolve)),
  });
  await read.session();
  const asked = read.areas();
  // It asks once it has looked at what was kept.
  await new Promise((resolve) => setImmediate(resolve));
  await read.expire();
  answer({ value: 'late' });
  assert.deepEqual(await asked, { value: 'late' });
  await read.keep('age', 1);
  assert.equal(store.all.size, 0);
});

test('after a week without the server nothing kept is shown any more', async () => {
  storage.set('account', 'worker1');
  const store = memory([kept('worker1', 'session', { userName: 'worker1' }, 0)]);
  const read = reader(store, { session: async () => AWAY }, { now: 7 * DAY_MS + 1 });
  assert.deepEqual(await read.session(), AWAY);
  assert.equal(store.all.size, 0);
});

test('whoever signed out without a network leaves with the first word that gets through', async () => {
  storage.set('account.leaving', 'yes');
  let left = 0;
  const gone = { problem: { status: 401, code: 'session.required' } };
  const calls = { session: async () => gone, signOut: async () => ({ value: ++left && null }) };
  await reader(memory(), calls, { isPatient: true }).session();
  await reader(memory(), calls, { isPatient: true }).session();
  assert.equal(left, 1);
});

test('without a network the chain of the nearest known area above answers for a place', async () => {
  storage.set('account', 'worker1');
  const store = memory([
    kept('worker1', 'session', { userName: 'worker1' }),
    kept('worker1', 'responsible:grid', ['chain']),
  ]);
  const read = reader(store, { session: async () => AWAY, responsible: async () => AWAY });
  await read.session();
  read.knowAreas(() => ['building', 'micro', 'grid', 'community']);
  assert.deepEqual(await read.responsible({ area: 'building' }), { value: ['chain'] });
  assert.deepEqual(await read.responsible({ lon: 1, lat: 2 }), AWAY);
});

test('of a scope too large for a phone only what is its person’s own is kept, and marked as a part', () => {
  const issues = Array.from({ length: 1_600 }, (_, i) => ({ id: `${i}`, version: 1, mine: i < 3 }));
  const state = { cursor: 'e:1', mode: 'normal', open: IssueMap.of(/** @type {any} */ (issues)), recent: [] };
  const part = keptOf(/** @type {any} */ (state), (issue) => /** @type {any} */ (issue).mine);
  assert.equal(part.isWhole, false);
  assert.equal(part.snapshot.issues.length, 3);
});

test('a draft is written as it is last, its photos once, and is gone when the form is empty', async () => {
  /** @type {any[]} */
  const written = [];
  const store = {
    drafts: async () => [],
    draftFiles: async () => [],
    putDraft: async (/** @type {any} */ draft, /** @type {any[]} */ fresh) =>
      void written.push([draft.form.words, fresh.length]),
    dropDraft: async () => void written.push('dropped'),
  };
  const drafts = createDrafts({ store, account: 'worker1', locks: undefined, onFault: fail });
  const photo = { id: 'p', blob: new Blob(['x']) };
  const of = (/** @type {string} */ words) => () => ({ form: /** @type {any} */ ({ words }), files: [photo] });
  await drafts.take(() => false);
  drafts.save(of('a'));
  drafts.save(of('ab'));
  drafts.save(of('abc'));
  await drafts.flush();
  drafts.save(of('abcd'));
  await drafts.flush();
  drafts.save(() => null);
  await drafts.flush();
  assert.deepEqual(written, [['a', 1], ['abc', 0], ['abcd', 0], 'dropped']);
});

test('a draft that another tab holds is left to it, and one that was sent is dropped', async () => {
  /** @type {string[]} */
  const dropped = [];
  const draft = (/** @type {string} */ id, at = 0) => ({
    id,
    account: 'worker1',
    at,
    form: /** @type {any} */ ({}),
    files: [],
  });
  const store = {
    drafts: async () => [draft('held'), draft('sent'), draft('free')],
    draftFiles: async () => [],
    putDraft: async () => {},
    dropDraft: async (/** @type {string} */ id) => void dropped.push(id),
  };
  const locks = /** @type {LockManager} */ (
    /** @type {unknown} */ ({
      request: async (
        /** @type {string} */ name,
        /** @type {any} */ _,
        /** @type {(lock: unknown) => unknown} */ run,
      ) => {
        void run(name === 'draft held' ? null : {});
      },
    })
  );
  const drafts = createDrafts({ store, account: 'worker1', locks, onFault: fail });
  assert.notEqual(await drafts.take(({ id }) => id === 'sent'), null);
  assert.deepEqual(dropped, ['sent']);
});

test('the shell lists everything that the report page loads, and nothing of other pages', async () => {
  const { files: shell, first } = await shellOf(wwwroot);
  for (const url of [
    '/report.html',
    '/sign-in.html',
    '/icon.svg',
    '/js/report/main.js',
    '/js/sign-in/main.js',
    '/css/report.css',
    '/vendor/leaflet.js',
    '/vendor/idb.js',
  ])
    assert.match(shell.get(url) ?? '', /^sha256-.{44}$/, url);
  assert.ok(first.includes('/js/report/main.js') && !first.includes('/vendor/pmtiles.js'));
  for (const url of shell.keys()) assert.doesNotMatch(url, /^\/js\/(leader|screen|ask|track|poster|import)\//, url);
});

test('a file that changes is another version, and an import that leads nowhere stops the build', async () => {
  const root = mkdtempSync(join(tmpdir(), 'shell-'));
  const put = (/** @type {string} */ path, /** @type {string} */ text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const page = (/** @type {string} */ main) =>
    `<link rel="icon" href="/icon.svg"><script type="importmap">{"imports":{"idb":"/vendor/idb.js"}}</script><script type="module" src="${main}"></script>`;
  put('icon.svg', '<svg/>');
  put('report.html', page('/js/report/main.js'));
  put('sign-in.html', page('/js/sign-in.js'));
  put(
    'js/report/main.js',
    "import { a } from '../a.js';\n/** @type {import('./never.js').Never} */\nconst later = await import('./late.js');\n",
  );
  put('js/report/late.js', "import 'idb';\n");
  put('js/a.js', 'export const a = 1;\n');
  put('js/sign-in.js', '');
  put('vendor/idb.js', '');
  const first = await shellOf(root);
  assert.deepEqual(
    [...first.files.keys()],
    [
      '/icon.svg',
      '/js/a.js',
      '/js/report/late.js',
      '/js/report/main.js',
      '/js/sign-in.js',
      '/report.html',
      '/sign-in.html',
      '/vendor/idb.js',
    ],
  );
  put('js/a.js', 'export const a = 2;\n');
  assert.notEqual(workerWith('', first), workerWith('', await shellOf(root)));
  put('js/a.js', "import 'nowhere';\n");
  await assert.rejects(shellOf(root), /nowhere/);
  rmSync(root, { recursive: true });
});

test('types in comments are no imports', () => {
  assert.deepEqual(
    importsOf("import { a } from './a.js';\n * @type {import('./b.js').B}\nconst c = await import('./c.js');\n"),
    { now: ['./a.js'], later: ['./c.js'] },
  );
});

test('the worker answers for no address of the server', () => {
  const worker = readFileSync(join(wwwroot, '../src/MapDashboard.Web/Offline/report-worker.js'), 'utf8');
  /** @type {Record<string, (event: any) => void>} */
  const on = {};
  const self = {
    addEventListener: (/** @type {string} */ name, /** @type {any} */ run) => (on[name] = run),
    location: { origin: 'https://m' },
  };
  const caches = { open: () => never };
  new Function('self', 'caches', 'SHELL', 'POLICY', worker)(
    self,
    caches,
    { version: '1', files: { '/js/a.js': 'sha256-a', '/report.html': 'sha256-b' } },
    'p',
  );
  const answers = (/** @type {string} */ url, mode = 'cors', method = 'GET') => {
    let answered = false;
    on.fetch?.({ request: { url, mode, method }, respondWith: () => (answered = true) });
    return answered;
  };
  for (const url of [
    'https://m/api/areas',
    'https://m/hubs/live',
    'https://m/api/issues/1/photos/2?size=thumb',
    'https://m/js/b.js',
    'https://m/js/a.js?x',
    'https://tiles/js/a.js',
  ])
    assert.equal(answers(url), false, url);
  assert.ok(answers('https://m/js/a.js'));
  assert.ok(answers('https://m/report?lang=en', 'navigate'));
  assert.ok(answers('https://m/report?sign-in', 'navigate'));
  assert.equal(answers('https://m/reports', 'navigate'), false);
  assert.equal(answers('https://m/report', 'navigate', 'POST'), false);
});

test('what an account put on its shelves goes, and not what one of a longer name did', () => {
  const shelves = {
    'activities.walk.li': '1',
    'activities.walk.wang.li': '2',
    'activities.today.li': '3',
    theme: 'dark',
  };
  const left = Object.defineProperty({ ...shelves }, 'removeItem', {
    value: (/** @type {keyof typeof shelves} */ key) => delete (/** @type {any} */ (left)[key]),
  });
  globalThis.localStorage = /** @type {any} */ (left);
  clearShelves('li');
  assert.deepEqual(Object.keys(left), ['activities.walk.wang.li', 'theme']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createUrgentNews } from '../../wwwroot/js/screen/urgent-news.js';
import { createVoice } from '../../wwwroot/js/screen/voice.js';
import { createFakeTime } from './fake-time.js';

/** @param {{voices?: string[], allowed?: boolean}} [browser] */
function browser({ voices = ['en-US', 'zh-CN'], allowed = true } = {}) {
  const time = createFakeTime();
  const heard = /** @type {string[]} */ ([]);
  const states = /** @type {string[]} */ ([]);
  const world = { voices, allowed };
  /** @type {(() => void)|null} */
  let arrived = null;
  const speech = {
    getVoices: () => world.voices.map((lang) => ({ lang })),
    speak(/** @type {any} */ utterance) {
      queueMicrotask(() => {
        if (!world.allowed) return utterance.onerror({ error: 'not-allowed' });
        if (utterance.volume > 0) heard.push(utterance.text);
        utterance.onend();
      });
    },
    cancel() {},
    addEventListener: (/** @type {string} */ _type, /** @type {() => void} */ listener) => {
      arrived = listener;
    },
  };
  const voice = createVoice({
    speech,
    utter: (text) => ({ text }),
    timers: time.timers,
    onState: (state) => void states.push(state),
  });
  return { voice, time, heard, states, world, arrive: () => arrived?.() };
}

test('nothing is read while the voice is off', async () => {
  const { voice, time, heard } = browser();
  voice.say('一');
  await time.settle();
  assert.deepEqual(heard, []);
  assert.equal(voice.state, 'off');
});

test('urgent issues are read one after the other', async () => {
  const { voice, time, heard } = browser();
  voice.turn(true);
  await time.settle();
  assert.equal(voice.state, 'ready');
  voice.say('一');
  voice.say('二');
  await time.settle();
  assert.deepEqual(heard, ['一', '二']);
});

test('a browser that wants a touch first is told of, and what came meanwhile is read after the touch', async () => {
  const { voice, time, heard, world } = browser({ allowed: false });
  voice.turn(true);
  await time.settle();
  assert.equal(voice.state, 'needsTouch');
  voice.say('一');
  await time.settle();
  assert.deepEqual(heard, []);
  world.allowed = true;
  voice.touched();
  await time.settle();
  assert.equal(voice.state, 'ready');
  assert.deepEqual(heard, ['一']);
});

test('a machine without a Chinese voice says so, until one is there', async () => {
  const { voice, time, world, arrive } = browser({ voices: ['en-US'] });
  voice.turn(true);
  await time.pass(10_000);
  assert.equal(voice.state, 'noVoice');
  world.voices = ['cmn-Hans-CN'];
  arrive();
  await time.settle();
  assert.equal(voice.state, 'ready');
});

test('a browser that cannot speak says so', () => {
  /** @type {string[]} */
  const states = [];
  const { timers } = createFakeTime();
  createVoice({ speech: undefined, utter: (text) => text, timers, onState: (state) => void states.push(state) }).turn(
    true,
  );
  assert.deepEqual(states, ['unsupported']);
});

test('what comes in quiet hours is not read afterwards either', async () => {
  const { voice, time, heard } = browser();
  voice.turn(true);
  await time.settle();
  voice.mute(true);
  voice.say('一');
  voice.mute(false);
  voice.say('二');
  await time.settle();
  assert.deepEqual(heard, ['二']);
});

const at = Date.parse('2026-11-22T08:00:00Z');
const issue = (/** @type {string} */ id, more = {}) =>
  /** @type {any} */ ({ id, urgent: true, status: 'reported', reportedAt: '2026-11-22T07:59:00Z', ...more });

function newShelf() {
  /** @type {Record<string, string>} */
  const held = {};
  return {
    getItem: (/** @type {string} */ key) => held[key] ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
      held[key] = value;
    },
  };
}

test('an urgent issue is news once, across changes, reconnects and reloads', () => {
  const shelf = newShelf();
  const news = createUrgentNews({ now: () => at, shelf });
  news.of([]);
  assert.deepEqual(
    news.of([issue('a'), issue('b', { urgent: false }), undefined]).map(({ id }) => id),
    ['a'],
  );
  assert.deepEqual(news.of([issue('a', { status: 'accepted' })]), []);
  const reloaded = createUrgentNews({ now: () => at, shelf });
  assert.deepEqual(
    reloaded.of([issue('a'), issue('c')]).map(({ id }) => id),
    ['c'],
  );
});

test('what a new browser finds is no news, nor what is old or over', () => {
  const shelf = newShelf();
  const news = createUrgentNews({ now: () => at, shelf });
  assert.deepEqual(news.of([issue('a')]), []);
  assert.deepEqual(news.of([issue('b', { reportedAt: '2026-11-22T06:00:00Z' }), issue('c', { status: 'closed' })]), []);
  assert.deepEqual(
    news.of([issue('d')]).map(({ id }) => id),
    ['d'],
  );
});

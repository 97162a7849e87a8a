import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../../wwwroot/js/http/client.js';
import { PART_BYTES, uploadInParts } from '../../wwwroot/js/http/parts.js';

/** @param {() => Response|Promise<Response>} answer */
const asking = (answer) => createClient({ send: async () => answer() }).get('/api/x');

test('an answer that was cut is no answer, wherever it was cut', async () => {
  for (const text of ['', '{', '{"a":1', 'null,']) {
    const { problem } = await asking(() => new Response(text, { status: 200 }));
    assert.deepEqual([problem?.status, problem?.code], [0, 'network.garbled'], text);
  }
  assert.deepEqual(await asking(() => new Response('{"a":1}')), { value: { a: 1 } });
  assert.deepEqual(await asking(() => new Response(null, { status: 204 })), { value: null });
});

test('a problem keeps its code, and one of a proxy gets its status for a code', async () => {
  const ours = await asking(() => Response.json({ code: 'issue.not_found' }, { status: 404 }));
  assert.deepEqual([ours.problem?.status, ours.problem?.code], [404, 'issue.not_found']);
  const proxy = await asking(() => new Response('<html>', { status: 502, headers: { 'retry-after': '7' } }));
  assert.deepEqual([proxy.problem?.code, proxy.problem?.retryAfter], ['http.502', 7]);
  const none = await asking(() => Promise.reject(new TypeError('Failed to fetch')));
  assert.deepEqual([none.problem?.status, none.problem?.code], [0, 'network.unreachable']);
});

/** A server that keeps parts, and breaks as it is told: `before` the bytes are kept, or `after`. */
function partServer() {
  const it = {
    bytes: new Uint8Array(),
    isWhole: false,
    /** @type {('before'|'after'|'half'|null)[]} */
    breaks: [],
    /** @type {string[]} */
    log: [],
  };
  /** @type {typeof fetch} */
  const send = async (_, { method, headers, body } = {}) => {
    const given = new Headers(headers);
    it.log.push(`${method} ${given.get('upload-offset') ?? ''}`.trim());
    if (method === 'HEAD') {
      return it.isWhole
        ? new Response(null, { status: 204, headers: { 'upload-complete': '?1' } })
        : new Response(null, { status: 204, headers: { 'upload-offset': String(it.bytes.length) } });
    }
    const fault = it.breaks.shift() ?? null;
    if (fault === 'before') throw new TypeError('cut');
    const offset = { 'upload-offset': String(it.bytes.length) };
    if (Number(given.get('upload-offset')) !== it.bytes.length)
      return Response.json({ code: 'upload.offset_wrong' }, { status: 409, headers: offset });
    const part = new Uint8Array(await /** @type {Blob} */ (body).arrayBuffer());
    it.bytes = new Uint8Array([...it.bytes, ...part.slice(0, fault === 'half' ? 1_000 : part.length)]);
    it.isWhole = it.bytes.length === Number(given.get('upload-length'));
    if (fault) throw new TypeError('cut');
    if (it.isWhole) return Response.json({ id: 'p' }, { status: 201 });
    return new Response(null, { status: 204, headers: { 'upload-offset': String(it.bytes.length) } });
  };
  return { it, send };
}

test('a photo goes on from where the server stopped, whatever was cut, and is whole', async () => {
  const bytes = Uint8Array.from({ length: 2 * PART_BYTES + 100 }, (_, i) => (i * 31) % 251);
  const { it, send } = partServer();
  it.breaks = ['before', 'half', null, 'after', 'after', 'after'];
  const attempt = () => uploadInParts('/x', { id: 'p', blob: new Blob([bytes]), headers: {}, send });
  let answer = await attempt();
  for (let tries = 1; answer.problem; tries++) {
    assert.deepEqual([answer.problem.code, tries < 9], ['network.unreachable', true]);
    answer = await attempt();
  }
  assert.equal(answer.value?.id, 'p');
  assert.deepEqual(it.bytes, bytes);
  const before = it.log.length;
  assert.equal((await attempt()).value?.id, 'p');
  assert.deepEqual(it.log.slice(before), ['HEAD']);
});

test('an answer to a part that does not say how much there is comes from somebody else', async () => {
  const blob = new Blob([new Uint8Array(PART_BYTES + 1)]);
  for (const answer of [new Response('<html>', { status: 200 }), new Response(null, { status: 204 })]) {
    const { problem } = await uploadInParts('/x', { id: 'p', blob, headers: {}, send: async () => answer.clone() });
    assert.equal(problem?.code, 'network.garbled');
  }
});

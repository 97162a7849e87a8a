import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createRecorder, pathOf, replay } from '../../wwwroot/js/map/drawing.js';

/** Writes down what is done with it. */
function witness() {
  /** @type {unknown[][]} */
  const seen = [];
  const pen = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (/** @type {unknown[]} */ ...values) => {
          seen.push([name, ...values]);
          return { width: 7 };
        },
      set(_, name, value) {
        seen.push([name, value]);
        return true;
      },
    },
  );
  return { seen, pen: /** @type {CanvasRenderingContext2D} */ (pen) };
}

/** Numbers that a canvas has too, which counts in 32 bits. @param {CanvasRenderingContext2D} ctx @param {Path2D} icon */
function paint(ctx, icon) {
  ctx.save();
  ctx.translate(1.5, -2);
  ctx.fillStyle = '#123456';
  ctx.font = '700 14px sans-serif';
  ctx.beginPath();
  for (let i = 0; i < 9_000; i++) ctx.lineTo(i, i / 2);
  ctx.fill('evenodd');
  ctx.fill();
  ctx.lineWidth = 2.5;
  ctx.setLineDash([3, 1]);
  ctx.stroke();
  ctx.stroke(icon);
  ctx.arc(10, 20, 5, 0, 0.5);
  ctx.roundRect(1, 2, 3, 4, 0.25);
  ctx.fillText('第一网格', ctx.measureText('第一网格').width, 8);
  ctx.restore();
}

before(() => {
  const measured = { getContext: () => ({ font: '10px sans-serif', measureText: () => ({ width: 7 }) }) };
  Object.assign(globalThis, { Path2D: class {}, document: { createElement: () => measured } });
});

test('what is recorded and drawn elsewhere is what would have been drawn at once', () => {
  const recorder = createRecorder();
  const icon = pathOf('M0 0L24 24');
  const direct = witness();
  paint(direct.pen, icon);
  paint(recorder.ctx, icon);
  const sent = structuredClone(recorder.take());
  const replayed = witness();
  assert.ok(sent);
  replay(replayed.pen, sent);
  const expected = direct.seen.filter(([name]) => name !== 'measureText');
  assert.deepEqual(replayed.seen, expected);
});

test('a recorder begins anew once its drawing is taken, and an empty one has none', () => {
  const recorder = createRecorder();
  assert.equal(recorder.take(), null);
  recorder.ctx.beginPath();
  assert.equal(recorder.take()?.numbers.length, 1);
  assert.equal(recorder.take(), null);
});

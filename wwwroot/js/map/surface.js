// What a layer's picture is shown on. A canvas that is drawn on directly is handed to the compositor again with every
// change of anything on the page, drawn on or not (measured: 1 to 3 ms each at 2,240 × 1,400 without a GPU). So a
// picture is drawn elsewhere and shown as a bitmap, which costs nothing while it stays; an empty one is not there at all.
// Where a worker paints, it is only recorded here.
import { createRecorder } from './drawing.js';
import { createSheets } from './sheets.js';
import { putAt, standOf } from './view.js';

/** @typedef {import('./view.js').Frame} Frame */
/** @typedef {import('./view.js').View} View */
/** @typedef {(view: View) => boolean|void} Draw False: nothing was drawn. */
/** @typedef {ReturnType<typeof createSurface>} Surface */

/** One canvas for all layers to draw on. */
export function createEasel() {
  /** @type {OffscreenCanvas|HTMLCanvasElement|null} */
  let canvas = null;
  let isBlank = true;
  /** @type {import('./drawing.js').Recorder|null} */
  let recorder = null;
  return {
    /** Null: nothing was drawn. @param {Frame} frame @param {Draw} draw */
    record(frame, draw) {
      recorder ??= createRecorder();
      // Left by a painter that threw.
      recorder.take();
      const drawn = draw({ ...frame, ctx: recorder.ctx }) !== false;
      const drawing = recorder.take();
      return drawn ? drawing : null;
    },
    /** @param {Frame} frame @param {Draw} draw @returns {{picture: OffscreenCanvas|HTMLCanvasElement|null}} */
    draw(frame, draw) {
      const width = Math.round(frame.width * frame.dense);
      const height = Math.round(frame.height * frame.dense);
      if (!canvas || canvas.width !== width || canvas.height !== height) {
        canvas =
          typeof OffscreenCanvas === 'undefined'
            ? document.createElement('canvas')
            : new OffscreenCanvas(width, height);
        canvas.width = width;
        canvas.height = height;
        isBlank = true;
      }
      const ctx = /** @type {CanvasRenderingContext2D|null} */ (canvas.getContext('2d'));
      if (!ctx) throw new Error('this browser paints no canvas');
      ctx.save();
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      if (!isBlank) ctx.clearRect(0, 0, width, height);
      ctx.setTransform(frame.dense, 0, 0, frame.dense, -frame.left * frame.dense, -frame.top * frame.dense);
      const drawn = draw({ ...frame, ctx }) !== false;
      ctx.restore();
      isBlank = !drawn;
      return { picture: drawn ? canvas : null };
    },
    /** The drawing has been handed over as it was, and the canvas is empty. */
    taken() {
      isBlank = true;
    },
  };
}

/**
 * @param {HTMLElement} pane
 * @param {import('leaflet').Map} map
 * @param {ReturnType<typeof createEasel>} easel
 * @param {import('./hand.js').Hand|null} hand Who paints, where there is much to paint; null: always the page.
 */
export function createSurface(pane, map, easel, hand) {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-picture';
  canvas.hidden = true;
  pane.append(canvas);
  const asBitmap = typeof OffscreenCanvas === 'undefined' ? null : canvas.getContext('bitmaprenderer');
  const plain = asBitmap ? null : canvas.getContext('2d');
  /** @type {import('./view.js').Stand|null} */
  let stand = null;
  /** @type {ReturnType<typeof createSheets>|null} */
  let sheets = null;
  hand?.onChange(() => {
    sheets?.destroy();
    sheets = null;
  });

  function clear() {
    sheets?.clear();
    clearOwn();
  }

  function clearOwn() {
    if (canvas.hidden) return;
    canvas.hidden = true;
    stand = null;
    asBitmap?.transferFromImageBitmap(null);
    canvas.width = 0;
  }

  return {
    /** @param {Frame} frame @param {Draw} draw */
    paint(frame, draw) {
      if (hand?.isReady) {
        const drawing = easel.record(frame, draw);
        if (!drawing) return clear();
        sheets ??= createSheets(pane, map, hand, clearOwn);
        return sheets.paint(frame, { drawing });
      }
      const { picture } = easel.draw(frame, draw);
      if (!picture) return clear();
      if (canvas.width !== picture.width || canvas.height !== picture.height) {
        canvas.width = picture.width;
        canvas.height = picture.height;
        canvas.style.width = `${frame.width}px`;
        canvas.style.height = `${frame.height}px`;
      }
      if (asBitmap && 'transferToImageBitmap' in picture) {
        asBitmap.transferFromImageBitmap(picture.transferToImageBitmap());
        easel.taken();
      } else {
        plain?.clearRect(0, 0, canvas.width, canvas.height);
        plain?.drawImage(picture, 0, 0);
      }
      stand = standOf(frame);
      putAt(canvas, stand, map);
      canvas.hidden = false;
    },
    clear,
    /** The map looks elsewhere, and the picture has not been painted anew. */
    follow() {
      if (stand) putAt(canvas, stand, map);
      sheets?.follow();
    },
    destroy() {
      sheets?.destroy();
      clear();
      canvas.remove();
    },
  };
}

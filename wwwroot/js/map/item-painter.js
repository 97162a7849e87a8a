// What is on one canvas: issues, all of them or what differs in small patches, or a recorded drawing. The same code on
// the page's thread and in the worker, which has no page: everything it needs comes with the message.
import { replay } from './drawing.js';
import { paintItems } from './marker.js';

/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {Pick<import('./issue-layer.js').Item, 'x'|'y'|'look'|'cluster'>} PaintedItem */
/** @typedef {Pick<import('./view.js').Frame, 'left'|'top'|'width'|'height'|'dense'|'unit'|'palette'>} ItemFrame */
/** @typedef {{left: number, top: number, width: number, height: number, items: PaintedItem[]}} Patch In layer points, on whole pixels of the canvas. */
/** @typedef {{items: PaintedItem[]}|{drawing: import('./drawing.js').Drawing}} Content */
/** @typedef {({frame: ItemFrame} & Content)|{patches: Patch[]}} Picture */

/** @param {HTMLCanvasElement|OffscreenCanvas} canvas */
export function createItemPainter(canvas) {
  const ctx = /** @type {CanvasRenderingContext2D|null} */ (canvas.getContext('2d'));
  if (!ctx) throw new Error('this browser paints no canvas');
  const pen = ctx;
  /** @type {ItemFrame|null} */
  let frame = null;

  return {
    /** @param {Picture} picture */
    paint(picture) {
      if ('frame' in picture) {
        frame = picture.frame;
        const { left, top, width, height, dense, palette, unit } = frame;
        const [w, h] = [Math.round(width * dense), Math.round(height * dense)];
        if (canvas.width !== w || canvas.height !== h) {
          canvas.width = w;
          canvas.height = h;
        }
        pen.setTransform(1, 0, 0, 1, 0, 0);
        pen.clearRect(0, 0, w, h);
        pen.setTransform(dense, 0, 0, dense, -left * dense, -top * dense);
        if ('items' in picture) paintItems(pen, picture.items, palette, unit);
        else {
          pen.save();
          replay(pen, picture.drawing);
          pen.restore();
        }
        return;
      }
      if (!frame) return;
      for (const { left, top, width, height, items } of picture.patches) {
        pen.save();
        pen.beginPath();
        pen.rect(left, top, width, height);
        pen.clip();
        pen.clearRect(left, top, width, height);
        paintItems(pen, items, frame.palette, frame.unit);
        pen.restore();
      }
    },
  };
}

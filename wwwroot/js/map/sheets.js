// A layer's two canvases in the worker: with a new view the hidden one is painted first and then takes the other's
// place, so that nothing is seen where it does not belong.
import { putAt, standOf } from './view.js';

/** @typedef {import('./view.js').Frame} Frame */
/** @typedef {import('./item-painter.js').Content} Content */
/** @typedef {{element: HTMLCanvasElement, stand: import('./view.js').Stand|null}} Sheet */

/** @param {HTMLElement} pane @param {import('leaflet').Map} map @param {import('./hand.js').Hand} hand @param {() => void} onShown */
export function createSheets(pane, map, hand, onShown) {
  const sheets = [sheetOf(pane), sheetOf(pane)];
  const elements = sheets.map(({ element }) => element);
  let seen = 1;
  let target = 0;
  let turn = 0;
  const pair = hand.adopt(elements, (done) => {
    // An older view's picture: the newer one is on its way.
    if (done !== turn) return;
    for (const [i, element] of elements.entries()) element.classList.toggle('is-waiting', i !== target);
    seen = target;
    onShown();
  });

  return {
    /** @param {Frame} frame @param {Content} content */
    paint(frame, content) {
      turn++;
      const { left, top, width, height, dense, unit, palette } = frame;
      const { element, stand } = /** @type {Sheet} */ (sheets[seen]);
      const { scale, worldX, worldY } = standOf(frame);
      const isHere = stand?.scale === scale && stand.worldX === worldX && stand.worldY === worldY;
      // The same view, and much of it differs: painted over where it is seen.
      const fits = element.style.width === `${width}px` && element.style.height === `${height}px`;
      target = isHere && fits ? seen : 1 - seen;
      const sheet = /** @type {Sheet} */ (sheets[target]);
      // What is seen until then stands where it belongs now.
      if (stand) putAt(element, stand, map);
      if (target !== seen) sheet.element.classList.add('is-waiting');
      sheet.element.hidden = false;
      show(sheet, frame, map);
      const bareFrame = { left, top, width, height, dense, unit, palette };
      hand.paint({ pair, canvas: target, turn, picture: { frame: bareFrame, ...content } });
    },
    /** What differs from the last picture. @param {import('./item-painter.js').Patch[]} patches */
    patch: (patches) => hand.paint({ pair, canvas: target, turn, picture: { patches } }),
    clear() {
      turn++;
      sheets.forEach(hide);
    },
    follow() {
      for (const sheet of sheets) if (sheet.stand) putAt(sheet.element, sheet.stand, map);
    },
    destroy() {
      for (const element of elements) element.remove();
    },
  };
}

/** @param {HTMLElement} pane @returns {Sheet} */
export function sheetOf(pane) {
  const element = document.createElement('canvas');
  element.className = 'map-picture';
  element.hidden = true;
  pane.append(element);
  return { element, stand: null };
}

/** @param {Sheet} sheet @param {Frame} frame @param {import('leaflet').Map} map */
export function show(sheet, frame, map) {
  sheet.stand = standOf(frame);
  sheet.element.style.width = `${frame.width}px`;
  sheet.element.style.height = `${frame.height}px`;
  putAt(sheet.element, sheet.stand, map);
}

/** @param {Sheet} sheet */
export function hide(sheet) {
  sheet.element.hidden = true;
  sheet.stand = null;
}

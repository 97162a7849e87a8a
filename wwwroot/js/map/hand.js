// The worker that paints for a map with much to paint: issues, areas and what is written. One for all layers. A browser
// that cannot, or a worker whose file cannot be had: nothing changes, and the page paints by itself.

/** @typedef {ReturnType<typeof createHand>} Hand */
/** @typedef {{pair: number, canvas: number, turn: number, picture: import('./item-painter.js').Picture}} Order */

export function createHand() {
  /** @type {Worker|null} */
  let worker = null;
  let isHired = false;
  let isReady = false;
  /** @type {((turn: number) => void)[]} By the number of a pair of canvases: told what has been painted there. */
  const painted = [];
  /** @type {Order[]} Of one frame: they go together, and are seen together. */
  let orders = [];
  let unanswered = 0;
  /** @type {Set<() => void>} */
  const listeners = new Set();

  /** @param {boolean} ready */
  function change(ready) {
    isReady = ready;
    unanswered = 0;
    for (const listener of listeners) listener();
  }

  function send() {
    if (orders.some(({ picture }) => 'frame' in picture)) unanswered++;
    const drawn = orders.flatMap(({ picture }) => ('drawing' in picture ? [picture.drawing.numbers.buffer] : []));
    worker?.postMessage({ orders }, drawn);
    orders = [];
  }

  return {
    get isReady() {
      return isReady;
    },
    /** Whether a new view's pictures are on their way. */
    get isBusy() {
      return unanswered > 0;
    },
    /** Told when the worker is there, and when it is lost. @param {() => void} listener */
    onChange: (listener) => void listeners.add(listener),
    hire() {
      if (isHired || typeof Worker === 'undefined' || !('transferControlToOffscreen' in HTMLCanvasElement.prototype))
        return;
      isHired = true;
      worker = new Worker(new URL('./paint-worker.js', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }) => {
        if (data.ready) return change(true);
        unanswered--;
        for (const { pair, turn } of data.done) painted[pair]?.(turn);
      };
      worker.onerror = (event) => {
        console.warn('map: no painting worker', event.message);
        worker?.terminate();
        change(false);
      };
    },
    /** @param {HTMLCanvasElement[]} elements @param {(turn: number) => void} onPainted @returns {number} The pair's number. */
    adopt(elements, onPainted) {
      const canvases = elements.map((element) => element.transferControlToOffscreen());
      worker?.postMessage({ pair: painted.length, canvases }, canvases);
      return painted.push(onPainted) - 1;
    },
    /** @param {Order} order */
    paint(order) {
      if (orders.push(order) === 1) queueMicrotask(send);
    },
    destroy: () => worker?.terminate(),
  };
}

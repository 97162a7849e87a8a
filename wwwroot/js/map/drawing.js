// A drawing as numbers and words: recorded where the page's thread paints, drawn in a worker. Painters cannot tell the
// difference, as long as they use what stands in this table.

/** @typedef {{numbers: Float32Array, words: unknown[]}} Drawing */
/** @typedef {{ctx: CanvasRenderingContext2D, take: () => Drawing|null}} Recorder `take`: what was drawn since, or null for nothing. */

/** A call and what it takes: `#` a number, `w` anything else. `=` sets a property. */
const OPERATIONS = /** @type {const} */ ([
  ['lineTo', '##'],
  ['moveTo', '##'],
  ['beginPath', ''],
  ['closePath', ''],
  ['arc', '#####'],
  ['rect', '####'],
  ['roundRect', '#####'],
  ['fill', 'w'],
  ['stroke', 'w'],
  ['fillText', 'w##'],
  ['strokeText', 'w##'],
  ['setLineDash', 'w'],
  ['save', ''],
  ['restore', ''],
  ['translate', '##'],
  ['rotate', '#'],
  ['scale', '##'],
  ['fillStyle', '=w'],
  ['strokeStyle', '=w'],
  ['lineWidth', '=#'],
  ['globalAlpha', '=#'],
  ['lineJoin', '=w'],
  ['lineCap', '=w'],
  ['textAlign', '=w'],
  ['textBaseline', '=w'],
  ['font', '=w'],
]);

/** What a canvas writes in until it is told otherwise. */
const PLAIN = '10px sans-serif';

/** A path cannot be sent to a worker, its text can. @type {WeakMap<Path2D, string>} */
const texts = new WeakMap();

/** A path that may be drawn in a worker too. @param {string} text As in SVG. */
export function pathOf(text) {
  const path = new Path2D(text);
  texts.set(path, text);
  return path;
}

/** @returns {Recorder} */
export function createRecorder() {
  // Only texts are measured on it.
  const measure = document.createElement('canvas').getContext('2d');
  if (!measure) throw new Error('this browser paints no canvas');
  let numbers = new Float32Array(0);
  let length = 0;
  /** @type {Map<unknown, number>} */
  let words = new Map();
  /** @type {string[]} */
  let fonts = [PLAIN];
  /** The font that was measured with last. */
  let worn = PLAIN;

  /** @param {unknown} word */
  function indexOf(word) {
    const value = word instanceof Path2D ? { path: texts.get(word) } : word;
    const known = words.get(value);
    if (known !== undefined) return known;
    words.set(value, words.size);
    return words.size - 1;
  }

  /** @param {number} code @param {number} count @param {number[]} values */
  function put(code, count, [a = 0, b = 0, c = 0, d = 0, e = 0]) {
    if (length + 6 > numbers.length) {
      const more = new Float32Array(Math.max(1 << 14, 2 * numbers.length));
      more.set(numbers);
      numbers = more;
    }
    numbers[length] = code;
    numbers[length + 1] = a;
    numbers[length + 2] = b;
    numbers[length + 3] = c;
    numbers[length + 4] = d;
    numbers[length + 5] = e;
    length += 1 + count;
  }

  /** @type {Record<string, unknown>} */
  const pen = {
    measureText(/** @type {string} */ text) {
      const font = fonts.at(-1) ?? PLAIN;
      if (worn !== font) {
        worn = font;
        measure.font = font;
      }
      return measure.measureText(text);
    },
  };
  OPERATIONS.forEach(([name, takes], code) => {
    const isSet = takes.startsWith('=');
    const count = takes.length - (isSet ? 1 : 0);
    const firstIsWord = takes.includes('w');
    if (isSet)
      Object.defineProperty(pen, name, {
        set(value) {
          if (name === 'font') fonts[fonts.length - 1] = value;
          put(code, 1, [firstIsWord ? indexOf(value) : value]);
        },
      });
    else if (firstIsWord)
      pen[name] = (/** @type {unknown} */ word, /** @type {number} */ x, /** @type {number} */ y) =>
        put(code, count, [indexOf(word), x, y]);
    else
      pen[name] = (/** @type {number[]} */ ...values) => {
        if (name === 'save') fonts.push(fonts.at(-1) ?? PLAIN);
        if (name === 'restore') fonts.pop();
        put(code, count, values);
      };
  });

  return {
    ctx: /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (pen)),
    take() {
      const drawing = length === 0 ? null : { numbers: numbers.subarray(0, length), words: [...words.keys()] };
      // What holds them goes to the worker.
      numbers = new Float32Array(0);
      length = 0;
      words = new Map();
      fonts = [PLAIN];
      return drawing;
    },
  };
}

/** @param {CanvasRenderingContext2D|OffscreenCanvasRenderingContext2D} ctx @param {Drawing} drawing */
export function replay(ctx, { numbers, words }) {
  const pen = /** @type {Record<string, any>} */ (/** @type {unknown} */ (ctx));
  const spoken = words.map((word) =>
    word && Object.hasOwn(/** @type {object} */ (word), 'path') ? new Path2D(/** @type {any} */ (word).path) : word,
  );
  for (let i = 0; i < numbers.length; ) {
    const [name, takes] = /** @type {readonly [string, string]} */ (OPERATIONS[numbers[i++] ?? 0]);
    if (takes === '##') {
      pen[name](numbers[i], numbers[i + 1]);
      i += 2;
      continue;
    }
    const isSet = takes.startsWith('=');
    const values = [];
    for (let k = isSet ? 1 : 0; k < takes.length; k++) {
      const value = numbers[i++] ?? 0;
      values.push(takes[k] === 'w' ? spoken[value] : value);
    }
    if (isSet) pen[name] = values[0];
    else if (values[0] === undefined) pen[name]();
    else pen[name](...values);
  }
}

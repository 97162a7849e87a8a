// Photo first: a large target, then thumbnails. Photos are shrunk at once and held until the outbox has them.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { shrinkPhoto } from '../ui/photo.js';
import { takenOf } from '../ui/taken.js';
import { uuid } from '../ui/uuid.js';

/** @typedef {{id: string, kind: 'before'|'after', blob: Blob, url: string, taken?: import('../ui/taken.js').Taken}} Shot `taken`: not of one from a draft. */

/**
 * @param {object} options
 * @param {import('../ui/i18n.js').Translate} options.t
 * @param {Shot['kind']} options.kind
 * @param {string} options.words Keys: what the first photo is of, and a hint.
 * @param {string} options.hint
 * @param {() => void} options.onChange
 */
export function createCapture({ t, kind, words, hint, onChange }) {
  /** @type {Shot[]} */
  let shots = [];
  /** Photos that are still being read and shrunk. @type {Promise<void>} */
  let taking = Promise.resolve();
  /** What was thrown away takes the photos with it that were still on their way into it. */
  let round = 0;
  const stage = h('div', { class: 'capture' });

  /** @param {string} label @param {string} shape */
  function picker(label, shape) {
    const input = h('input', {
      type: 'file',
      accept: 'image/*',
      capture: 'environment',
      class: 'visually-hidden',
      on: {
        change: () => {
          const files = [...(input.files ?? [])];
          taking = taking.then(() => take(files));
        },
      },
    });
    return h('label', { class: shape }, input, icon('camera'), h('span', null, label));
  }

  /** @param {File[]} files */
  async function take(files) {
    const mine = round;
    for (const file of files) {
      // Before it is shrunk: a canvas forgets what the camera wrote.
      const taken = await takenOf(file);
      const blob = await shrinkPhoto(file);
      if (mine !== round) return;
      shots.push({ id: uuid(), kind, blob, url: URL.createObjectURL(blob), taken });
    }
    draw();
    onChange();
  }

  /** @param {Shot} shot */
  function remove(shot) {
    URL.revokeObjectURL(shot.url);
    shots = shots.filter((other) => other !== shot);
    draw();
    onChange();
  }

  function draw() {
    stage.classList.toggle('is-filled', shots.length > 0);
    if (shots.length === 0) {
      const first = picker(t(words), 'capture-first');
      first.append(h('small', null, t(hint)));
      return replace(stage, first);
    }
    replace(
      stage,
      h(
        'div',
        { class: 'shots' },
        shots.map((shot) =>
          h(
            'div',
            { class: 'shot' },
            h('img', { src: shot.url, alt: '' }),
            h(
              'button',
              {
                type: 'button',
                class: 'shot-remove',
                'aria-label': t('report.photoRemove'),
                on: { click: () => remove(shot) },
              },
              icon('close'),
            ),
          ),
        ),
      ),
      picker(t('report.photoMore'), 'capture-more'),
    );
  }
  draw();

  return {
    element: stage,
    /** @returns {readonly Shot[]} */
    get shots() {
      return shots;
    },
    /** All photos that were taken are among the shots. @returns {Promise<void>} */
    finish: () => taking,
    /** Of a draft. @param {readonly {id: string, blob: Blob}[]} kept */
    restore(kept) {
      shots = kept.map(({ id, blob }) => ({ id, kind, blob, url: URL.createObjectURL(blob) }));
      draw();
    },
    clear() {
      round++;
      for (const shot of shots) URL.revokeObjectURL(shot.url);
      shots = [];
      draw();
    },
    destroy() {
      this.clear();
      stage.remove();
    },
  };
}

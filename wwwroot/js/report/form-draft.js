// The form as a draft: written as it changes, taken up again after a reload, a crash or a new version, gone when sent or thrown away.
import { h, replace } from '../ui/dom.js';

/** @typedef {Awaited<ReturnType<import('../offline/drafts.js').Drafts['take']>>} Found */
/**
 * @typedef {object} Parts
 * @property {ReturnType<typeof import('./capture.js').createCapture>} capture
 * @property {ReturnType<typeof import('./place.js').createPlace>} place
 * @property {ReturnType<typeof import('./tiles.js').createTiles>} tiles
 * @property {ReturnType<typeof import('./settle-box.js').createSettleBox>} settle
 * @property {ReturnType<typeof import('./voice.js').createVoice>} voice
 * @property {HTMLTextAreaElement} words
 */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {Pick<import('../offline/drafts.js').Drafts, 'save'>} options.drafts
 * @param {Parts} options.parts
 * @param {() => string|null} options.capturedAt
 * @param {() => void} options.onDiscard
 */
export function createFormDraft({ app: { t, format, clock }, drafts, parts, capturedAt, onDiscard }) {
  const { capture, place, tiles, settle, voice, words } = parts;
  const text = h('span');
  const element = h(
    'p',
    { class: 'draft-note', role: 'status', hidden: true },
    text,
    h('button', { type: 'button', class: 'button button-quiet', on: { click: onDiscard } }, t('draft.discard')),
  );

  const isUntouched = () =>
    capture.shots.length + settle.shots.length === 0 &&
    words.value.trim() === '' &&
    !voice.take &&
    !tiles.chosen &&
    // Where the phone found itself it finds itself again.
    (place.current === null || place.current.accuracy !== undefined);

  /** @returns {import('../offline/drafts.js').Written|null} */
  function read() {
    if (isUntouched()) return null;
    const shots = [...capture.shots, ...settle.shots];
    const { take } = voice;
    return {
      form: {
        category: tiles.chosen,
        words: words.value,
        capturedAt: capturedAt(),
        place: place.current,
        shots: shots.map(({ id, kind }) => ({ id, kind })),
        take: take && { id: take.id, seconds: take.seconds },
        settle: { isOn: settle.isOn, answer: settle.answer },
      },
      files: take ? [...shots, take] : shots,
    };
  }

  return {
    element,
    get isUntouched() {
      return isUntouched();
    },
    changed() {
      if (isUntouched()) element.hidden = true;
      drafts.save(read);
    },
    /** @param {NonNullable<Found>} found */
    restore({ at, form, blobs }) {
      /** @param {string} kind */
      const shots = (kind) =>
        form.shots.flatMap((shot) => {
          const blob = blobs.get(shot.id);
          return blob && shot.kind === kind ? [{ id: shot.id, blob }] : [];
        });
      const sound = form.take && blobs.get(form.take.id);
      capture.restore(shots('before'));
      words.value = form.words;
      if (form.take && sound) voice.restore({ ...form.take, blob: sound });
      if (form.place) place.restore(form.place);
      settle.restore({ ...form.settle, shots: shots('after') });
      if (form.category) tiles.choose(form.category);
      replace(text, t('draft.restored', { time: format.exact(at, clock.now()) }));
      element.hidden = false;
    },
  };
}

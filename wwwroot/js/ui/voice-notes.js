// What was said of an issue: one player a note. Nothing is loaded before somebody presses play.
import { h, replace } from './dom.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../contract.js').Issue} Issue */

/** @param {Pick<App, 't'|'api'|'format'|'clock'>} app */
export function createVoiceNotes({ t, api, format, clock }) {
  const element = h('div', { class: 'voice-notes', hidden: true });
  let drawn = '';
  return {
    element,
    /** @param {Issue} issue */
    show(issue) {
      const notes = issue.voiceNotes ?? [];
      const key = `${issue.id} ${notes.map((note) => note.id).join()}`;
      if (key === drawn) return;
      drawn = key;
      element.hidden = notes.length === 0;
      replace(
        element,
        notes.map((note) => {
          const words = t('voice.note', {
            n: Math.max(1, Math.round(note.seconds)),
            time: format.exact(Date.parse(note.addedAt), clock.now()),
          });
          return h(
            'figure',
            { class: 'voice-note' },
            h('figcaption', null, words),
            h('audio', {
              controls: true,
              preload: 'none',
              src: api.voiceUrl(issue.id, note.id),
              'aria-label': words,
            }),
          );
        }),
      );
    },
  };
}

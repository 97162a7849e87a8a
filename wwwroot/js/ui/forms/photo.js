// The after-photo goes ahead of the command, since resolve and settle ask for it; its own change moves the version on.
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { shrinkPhoto } from '../photo.js';
import { uuid } from '../uuid.js';

/** @typedef {import('../../contract.js').IssueDetail} IssueDetail */

/** Since when an after-photo counts: handling began with the report-in, and again with a rework. @param {IssueDetail} issue */
function handlingSince(issue) {
  const rework = issue.history.findLast(({ kind }) => kind === 'issue.reworked');
  return rework?.at ?? issue.reportedInAt ?? issue.reportedAt;
}

/**
 * @param {Pick<import('../app.js').App, 't'|'api'|'explain'>} app
 * @param {IssueDetail} issue
 * @param {(version: number) => void} onVersion
 * @returns {import('./fields.js').Part}
 */
export function photoPart({ t, api, explain }, issue, onVersion) {
  const id = uuid();
  /** @type {Blob|null} */
  let blob = null;
  let sent = (issue.photos ?? []).some(
    (photo) => photo.kind === 'after' && Date.parse(photo.addedAt) >= Date.parse(handlingSince(issue)),
  );
  const words = h('span', null, t(sent ? 'form.afterPhotoThere' : 'form.choosePhoto'));
  const preview = h('img', { alt: '', hidden: true });
  const input = h('input', {
    type: 'file',
    accept: 'image/*',
    class: 'visually-hidden',
    on: {
      change: async () => {
        const file = input.files?.[0];
        if (!file) return;
        blob = await shrinkPhoto(file);
        sent = false;
        if (preview.src) URL.revokeObjectURL(preview.src);
        preview.src = URL.createObjectURL(blob);
        preview.hidden = false;
      },
    },
  });
  return {
    element: h(
      'div',
      { class: 'field' },
      t('form.afterPhoto'),
      h('label', { class: 'photo-pick' }, input, icon('camera'), words, preview),
    ),
    collect: () => (sent || blob ? {} : t('form.afterPhoto')),
    shots: () => (sent || !blob ? [] : [{ id, kind: 'after', blob }]),
    async send() {
      if (sent || !blob) return null;
      words.textContent = t('form.sending');
      const { problem } = await api.putPhoto(issue.id, { id, kind: 'after', blob });
      words.textContent = t(problem ? 'form.choosePhoto' : 'form.afterPhotoThere');
      if (problem) return explain(problem);
      sent = true;
      const { value } = await api.issue(issue.id);
      if (value) onVersion(value.version);
      return null;
    },
  };
}

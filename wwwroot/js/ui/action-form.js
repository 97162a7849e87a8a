// What an action asks for before it is sent. One small form per action; actions that ask nothing have none.
import { h, replace } from './dom.js';
import { icon } from './icons.js';
import { shrinkPhoto } from './photo.js';
import { uuid } from './uuid.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../contract.js').IssueDetail} IssueDetail */
/** @typedef {{element: HTMLElement, collect: () => Record<string, unknown>|string}} Part A string names the field that is missing. */
/** @typedef {{element: HTMLElement, submit: () => Promise<{body: Record<string, unknown>, version: number}|null>}} ActionForm */

/** @type {ReadonlySet<Action>} */
const ASKS = new Set(['accept', 'dispatch', 'return', 'resolve', 'rework', 'rate', 'comment', 'mark', 'void']);

/** From this many proposals on they can be searched. */
const MANY_PROPOSALS = 6;

/** @param {Action} action @returns {boolean} */
export const asksSomething = (action) => ASKS.has(action);

/**
 * @param {object} options
 * @param {Pick<App, 't'|'api'|'explain'>} options.app
 * @param {IssueDetail} options.issue
 * @param {Action} options.action
 * @returns {ActionForm}
 */
export function createActionForm({ app, issue, action }) {
  const { t } = app;
  const complaint = h('p', { class: 'form-problem', role: 'alert', hidden: true });
  let version = issue.version;
  /** @type {Part[]} */
  const parts = [];
  if (action === 'dispatch') parts.push(handlerPart(app, issue));
  if (action === 'resolve') parts.push(textPart('answer', t('form.answer'), true));
  if (action === 'rate') {
    parts.push(choicePart('solved', t('form.solved'), t('form.yes'), t('form.no')));
    parts.push(choicePart('satisfied', t('form.satisfied'), t('form.yes'), t('form.no')));
  }
  if (action === 'mark')
    parts.push(choicePart('urgent', t('action.mark'), t('form.urgent'), t('form.notUrgent'), !issue.urgent));
  if (action === 'accept') parts.push(checkPart('clear', t('form.clearToo')));
  const needsNote =
    action === 'return' || action === 'rework' || action === 'comment' || action === 'void' || action === 'mark';
  if (needsNote) parts.push(textPart('note', t(action === 'comment' ? 'form.note' : 'form.noteRequired'), true));
  else if (action === 'dispatch' || action === 'rate') parts.push(textPart('note', t('form.note'), false));
  const photo =
    action === 'resolve'
      ? photoPart(app, issue, (next) => {
          version = Math.max(version, next);
        })
      : null;

  return {
    element: h(
      'div',
      { class: 'action-form' },
      parts.map((part) => part.element),
      photo?.element,
      complaint,
    ),
    async submit() {
      /** @type {Record<string, unknown>} */
      const body = {};
      for (const part of parts) {
        const got = part.collect();
        if (typeof got === 'string') return complain(t('form.missing', { field: got }));
        Object.assign(body, got);
      }
      if (photo) {
        const trouble = await photo.send();
        if (trouble) return complain(trouble);
      }
      complaint.hidden = true;
      return { body, version };
    },
  };

  /** @param {string} words */
  function complain(words) {
    complaint.hidden = false;
    replace(complaint, words);
    return null;
  }
}

/** @param {string} key @param {string} label @param {boolean} required @returns {Part} */
function textPart(key, label, required) {
  const area = h('textarea', { maxlength: '500', rows: '2' });
  return {
    element: h('label', { class: 'field' }, label, area),
    collect: () => {
      const text = area.value.trim();
      if (required && text === '') return label;
      return text === '' ? {} : { [key]: text };
    },
  };
}

/** @param {string} key @param {string} label @param {string} yes @param {string} no @param {boolean} [chosen] @returns {Part} */
function choicePart(key, label, yes, no, chosen) {
  const name = `choice-${key}`;
  const radio = (/** @type {string} */ value, /** @type {string} */ words, /** @type {boolean} */ checked) =>
    h('label', { class: 'choice' }, h('input', { type: 'radio', name, value, checked }), h('span', null, words));
  const group = h(
    'fieldset',
    { class: 'choices' },
    h('legend', null, label),
    radio('yes', yes, chosen === true),
    radio('no', no, chosen === false),
  );
  return {
    element: group,
    collect: () => {
      const picked = /** @type {HTMLInputElement|null} */ (group.querySelector('input:checked'));
      return picked ? { [key]: picked.value === 'yes' } : label;
    },
  };
}

/** @param {string} key @param {string} label @returns {Part} */
function checkPart(key, label) {
  const box = h('input', { type: 'checkbox', checked: true });
  return {
    element: h('label', { class: 'choice' }, box, h('span', null, label)),
    collect: () => ({ [key]: box.checked }),
  };
}

/** @param {Pick<App, 't'|'api'|'explain'>} app @param {IssueDetail} issue @returns {Part} */
function handlerPart({ t, api, explain }, issue) {
  const list = h('div', { class: 'proposals' });
  const filter = h('input', {
    type: 'search',
    class: 'proposal-filter',
    placeholder: t('form.findHandler'),
    'aria-label': t('form.findHandler'),
    hidden: true,
    on: {
      input: () => {
        const text = filter.value.trim().toLowerCase();
        for (const line of list.children) {
          /** @type {HTMLElement} */ (line).hidden = !line.textContent?.toLowerCase().includes(text);
        }
      },
    },
  });
  if (issue.areaCode) {
    void api.handlers(issue.areaCode).then(({ value, problem }) => {
      if (problem) return replace(list, h('p', { class: 'quiet' }, explain(problem)));
      if (value.length === 0) return replace(list, h('p', { class: 'quiet' }, t('form.noProposals')));
      filter.hidden = value.length <= MANY_PROPOSALS;
      replace(
        list,
        value.map(({ to, name, detail }, i) =>
          h(
            'label',
            { class: 'proposal' },
            h('input', { type: 'radio', name: 'dispatch-to', value: to, checked: i === 0 }),
            h('span', null, h('strong', null, name), h('small', null, detail ?? '')),
          ),
        ),
      );
    });
  } else replace(list, h('p', { class: 'quiet' }, t('form.noProposals')));
  return {
    element: h('fieldset', { class: 'choices' }, h('legend', null, t('form.to')), filter, list),
    collect: () => {
      const picked = /** @type {HTMLInputElement|null} */ (list.querySelector('input:checked'));
      return picked ? { to: picked.value } : t('form.to');
    },
  };
}

/**
 * The after-photo goes ahead of the command, since resolve asks for it; its own change moves the version on.
 * @param {Pick<App, 't'|'api'|'explain'>} app
 * @param {IssueDetail} issue
 * @param {(version: number) => void} onVersion
 */
function photoPart({ t, api, explain }, issue, onVersion) {
  const id = uuid();
  /** @type {Blob|null} */
  let blob = null;
  let sent = (issue.photos ?? []).some(
    (photo) => photo.kind === 'after' && issue.status === 'inProgress' && photo.addedAt > (issue.reportedInAt ?? ''),
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
    /** @returns {Promise<string|null>} What went wrong, in words. */
    async send() {
      if (sent) return null;
      if (!blob) return t('form.missing', { field: t('form.afterPhoto') });
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

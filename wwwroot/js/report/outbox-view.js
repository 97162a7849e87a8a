// 待发送: what waits on this phone, each with its state in words, and what its person can do about it.
import { openDialog } from '../ui/dialog.js';
import { h, keepFocus, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { openMendDialog } from './mend-dialog.js';
import { partWords, stateWords } from './outbox-words.js';

/** @typedef {import('../outbox/outbox.js').Outbox} Outbox */
/** @typedef {import('../outbox/outbox.js').View} View */
/** @typedef {import('../outbox/outbox.js').Shown} Shown */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {Outbox} options.outbox
 * @param {() => void} options.onSignIn
 */
export function createOutboxView({ app, reference, outbox, onSignIn }) {
  const { t, format, clock, nameOf } = app;
  const element = h('div', { class: 'outbox' });

  /** @param {Shown} parcel */
  const nameFor = ({ head }) => {
    if (head.title) return head.title;
    const code = String(head.body?.category ?? '');
    return nameOf(reference().categories.get(code)) || code;
  };

  /** @param {string} key @param {string} words @param {string} look @param {() => void} run */
  const button = (key, words, look, run) =>
    h('button', { type: 'button', class: `button ${look}`, data: { key }, on: { click: run } }, words);

  /** @param {string} title @param {string} words @param {string[]} ids */
  const askToDelete = (title, words, ids) =>
    openDialog({
      title,
      body: [h('p', null, words)],
      cancel: t('app.cancel'),
      actions: [{ label: t('outbox.delete'), tone: 'danger', run: () => outbox.remove(ids) }],
    });

  /** @param {Shown} parcel */
  function deleteAll(parcel) {
    const isHalf = parcel.head.kind === 'report' && parcel.head.state === 'done';
    const ids = parcel.items.filter(({ state }) => !isHalf || state !== 'done').map(({ id }) => id);
    const words = isHalf
      ? 'outbox.deleteRest'
      : parcel.head.kind === 'report'
        ? 'outbox.deleteAll'
        : 'outbox.deleteThis';
    askToDelete(t('outbox.deleteTitle'), t(words), ids);
  }

  /** A report is mended; a command goes as it is, on what its issue has become. @param {Shown} parcel */
  function again(parcel) {
    const { id, head } = parcel;
    if (head.kind !== 'report')
      return button(`${id} retry`, t('outbox.retry'), 'button-big button-primary', () => void outbox.retry(head));
    return button(`${id} mend`, t('outbox.mend'), 'button-big button-primary', () =>
      openMendDialog({ app, reference, parcel, onMend: (changes) => void outbox.mend(parcel, changes) }),
    );
  }

  /** @param {Shown} parcel */
  function card(parcel) {
    const { id, head, items, state } = parcel;
    const photos = items.filter(({ kind }) => kind === 'photo').length;
    const words = [
      head.receipt?.number,
      head.kind === 'report' && String(head.body?.description ?? ''),
      photos > 0 && t('outbox.photos', { n: photos }),
      format.relative(head.at, clock.now()),
    ];
    const isRefused = head.state === 'refused';
    return h(
      'article',
      { class: 'task parcel', data: { state: state.name, id } },
      h(
        'div',
        { class: 'task-words' },
        h('strong', null, nameFor(parcel)),
        h('span', { class: 'task-time parcel-state' }, stateWords(app, state)),
        h('small', null, words.filter(Boolean).join(' · ')),
      ),
      state.refused.map((item) =>
        h(
          'div',
          { class: 'parcel-trouble' },
          icon('alert'),
          h('span', null, partWords(app, item)),
          item !== head &&
            h(
              'div',
              { class: 'parcel-part' },
              button(`${item.id} drop`, t(`outbox.drop.${item.kind}`), 'button-quiet', () =>
                askToDelete(t('outbox.deleteTitle'), t('outbox.deletePart'), [item.id]),
              ),
              button(`${item.id} retry`, t('outbox.retry'), 'button-quiet', () => void outbox.retry(item)),
            ),
        ),
      ),
      state.name !== 'done' &&
        state.name !== 'sending' &&
        h(
          'div',
          { class: 'task-actions' },
          button(`${id} delete`, t('outbox.delete'), 'button-big', () => deleteAll(parcel)),
          isRefused && again(parcel),
        ),
    );
  }

  /** @param {View} view */
  function notes({ parcels, unsent, foreign, isLasting, isSafe }) {
    const isSignedOut = parcels.some(({ state }) => state.name === 'signIn' || state.name === 'otherAccount');
    return [
      isSignedOut &&
        h(
          'div',
          { class: 'outbox-sign-in', role: 'alert' },
          h('span', null, t('outbox.signIn')),
          button('sign-in', t('outbox.signInNow'), 'button-primary', onSignIn),
        ),
      foreign > 0 && h('p', { class: 'outbox-note' }, t('outbox.foreign', { n: foreign })),
      unsent > 0 && !isLasting && h('p', { class: 'outbox-note' }, t('outbox.notLasting')),
      unsent > 0 && isLasting && !isSafe && h('p', { class: 'outbox-note' }, t('outbox.notSafe')),
    ];
  }

  return {
    element,
    /** @param {View} view */
    show(view) {
      const { parcels, unsent, foreign } = view;
      keepFocus(element, () =>
        replace(
          element,
          parcels.length + foreign > 0 &&
            h('h2', { class: 'group-head' }, t(unsent > 0 ? 'outbox.title' : 'outbox.sent')),
          ...notes(view),
          [...parcels].reverse().map(card),
        ),
      );
    },
  };
}

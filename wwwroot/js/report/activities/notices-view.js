// 通知: what came down from the levels above, what is unread first. Reading is said by hand, and told through the outbox.
import { h, keepFocus, replace } from '../../ui/dom.js';
import { createShelf } from './shelf.js';

/** @typedef {import('../../contract.js').Notice} Notice */

/** Those that came down to this account; the unread first, else the newest. @param {Notice[]} notices @param {ReadonlySet<string>} told @returns {(Notice & {isRead: boolean})[]} */
export const noticesOf = (notices, told) =>
  notices
    .filter(({ mine }) => mine)
    .map((notice) => ({ ...notice, isRead: Boolean(notice.readAt) || told.has(notice.id) }))
    .sort((a, b) => Number(a.isRead) - Number(b.isRead) || Date.parse(b.from) - Date.parse(a.from));

/** More of those that were read lie behind one tap. */
const READ_SHOWN = 2;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {import('./keep.js').Keep} options.keep
 * @param {(unread: number) => void} options.onCount
 */
export function createNoticesView({ app, keep, onCount }) {
  const { t, api, clock, format, session } = app;
  const element = h('section', { class: 'notices-view', 'aria-label': t('notice.title') });
  /** @type {ReturnType<typeof createShelf<Notice[]>>} */
  const last = createShelf('notices', session.userName);
  /** @type {ReturnType<typeof createShelf<string[]>>} */
  const told = createShelf('read', session.userName);
  let notices = last.read() ?? [];
  let read = new Set(told.read() ?? []);
  let isOpen = false;

  async function refresh() {
    const { value } = await api.notices(null);
    if (value) {
      notices = value;
      last.write(value.filter(({ mine }) => mine));
      // What the server has needs no remembering here.
      const known = new Map(value.map(({ id, readAt }) => [id, Boolean(readAt)]));
      read = new Set([...read].filter((id) => known.get(id) === false));
      told.write([...read]);
    }
    draw();
  }

  function draw() {
    const all = noticesOf(notices, read);
    const unread = all.filter(({ isRead }) => !isRead);
    const rest = all.filter(({ isRead }) => isRead);
    onCount(unread.length);
    keepFocus(element, () =>
      replace(
        element,
        all.length > 0 && h('h2', { class: 'group-head' }, t('notice.title')),
        unread.map(card),
        rest.slice(0, isOpen ? rest.length : READ_SHOWN).map(card),
        rest.length > READ_SHOWN &&
          !isOpen &&
          h(
            'button',
            {
              type: 'button',
              class: 'button button-quiet notice-older',
              on: {
                click: () => {
                  isOpen = true;
                  draw();
                },
              },
            },
            t('notice.older', { n: rest.length - READ_SHOWN }),
          ),
      ),
    );
  }

  /** @param {ReturnType<typeof noticesOf>[number]} notice */
  const card = (notice) =>
    h(
      'article',
      { class: 'notice-card', data: { read: String(notice.isRead), id: notice.id } },
      h('p', null, notice.text),
      h(
        'small',
        null,
        `${notice.areaName} · ${t('notice.from', { time: format.exact(Date.parse(notice.from), clock.now()), by: notice.postedBy })}`,
      ),
      notice.isRead
        ? h('span', { class: 'notice-read' }, t('notice.read'))
        : h(
            'button',
            {
              type: 'button',
              class: 'button button-primary button-big',
              data: { key: notice.id },
              on: { click: () => void say(notice) },
            },
            t('notice.sayRead'),
          ),
    );

  /** @param {Notice} notice */
  async function say({ id, text }) {
    read.add(id);
    told.write([...read]);
    draw();
    const body = { at: new Date(clock.now()).toISOString() };
    if (await keep({ url: `/api/notices/${id}/read`, body, title: t('notice.receipt', { text: text.slice(0, 20) }) }))
      return;
    read.delete(id);
    told.write([...read]);
    draw();
  }

  return {
    element,
    refresh,
    start() {
      draw();
      void refresh();
    },
    destroy: () => element.remove(),
  };
}

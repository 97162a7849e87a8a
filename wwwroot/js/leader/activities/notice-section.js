// 通知: written here for an area and all below it, with who has read them.
import { h, keepFocus, replace } from '../../ui/dom.js';
import { withdrawNotice } from '../people/place-dialogs.js';
import { openNoticeDialog } from './notice-dialog.js';

/** @typedef {import('../../contract.js').Notice} Notice */

const MOST = 6;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {() => string|null} options.area
 */
export function createNoticeSection({ app, reference, area }) {
  const { t, api, explain, format, clock, session } = app;
  const body = h('div', { class: 'activity-body' });
  const element = h(
    'section',
    { class: 'activity', 'aria-label': t('notice.title') },
    h(
      'div',
      { class: 'activity-head' },
      h('h3', null, t('notice.title')),
      h('button', { type: 'button', class: 'mini', on: { click: write } }, t('notice.post')),
    ),
    body,
  );
  /** @type {Notice[]} */
  let notices = [];
  /** @type {string|null} Whose readers are listed. */
  let open = null;
  let asked = 0;

  function write() {
    const { areas } = reference();
    openNoticeDialog(app, areas, area() ?? session.areaCodes[0] ?? areas.children(null)[0] ?? null);
  }

  async function refresh() {
    const ticket = ++asked;
    const { value, problem } = await api.notices(area());
    if (ticket !== asked) return;
    // Those of this person's areas; what came from above stands in the messages.
    if (value) notices = value.filter(({ recipients }) => typeof recipients === 'number').slice(0, MOST);
    paint(problem ? explain(problem) : null);
    if (open) void list(open);
  }

  /** @param {string|null} trouble */
  function paint(trouble) {
    keepFocus(body, () =>
      replace(
        body,
        (trouble || notices.length === 0) && h('p', { class: 'list-note' }, trouble ?? t('notice.none')),
        h('ul', { class: 'activity-rows' }, notices.map(row)),
      ),
    );
  }

  /** @param {Notice} notice */
  function row(notice) {
    const { id, text, areaName, from, postedBy, roles = [], readers = 0, recipients = 0 } = notice;
    const words = [
      areaName,
      roles.map((role) => t(`role.${role}`)).join(t('app.listComma')),
      t('notice.from', { time: format.exact(Date.parse(from), clock.now()), by: postedBy }),
    ];
    return h(
      'li',
      { class: 'activity-notice', data: { id } },
      h('p', null, text),
      h('small', { class: 'quiet' }, words.filter(Boolean).join(' · ')),
      h(
        'div',
        { class: 'activity-notice-foot' },
        h(
          'button',
          {
            type: 'button',
            class: 'mini',
            'aria-expanded': String(open === id),
            data: { key: `${id} readers` },
            on: { click: () => toggle(id) },
          },
          t('notice.readers', { read: readers ?? 0, of: recipients ?? 0 }),
        ),
        h(
          'button',
          { type: 'button', class: 'mini', data: { key: id }, on: { click: () => withdrawNotice(app, notice) } },
          t('notice.withdraw'),
        ),
      ),
      open === id && h('div', { class: 'activity-readers' }),
    );
  }

  /** @param {string} id */
  function toggle(id) {
    open = open === id ? null : id;
    paint(null);
    if (open) void list(open);
  }

  /** @param {string} id */
  async function list(id) {
    const { value, problem } = await api.noticeReaders(id);
    const place = /** @type {HTMLElement|null} */ (
      body.querySelector(`[data-id="${CSS.escape(id)}"] .activity-readers`)
    );
    if (!place) return;
    if (problem) return replace(place, explain(problem));
    const names = (/** @type {typeof value.read} */ people) =>
      people.map(({ name, areaName }) => (areaName ? `${name}（${areaName}）` : name)).join(t('app.listComma'));
    replace(
      place,
      value.unread.length > 0 && h('p', null, h('strong', null, t('notice.unreadBy')), names(value.unread)),
      value.read.length > 0 && h('p', { class: 'quiet' }, h('strong', null, t('notice.readBy')), names(value.read)),
    );
  }

  return { element, refresh };
}

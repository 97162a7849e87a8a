// Notices in force at a place: its own and those of the areas above it.
import { h, keepFocus, replace, setText } from '../ui/dom.js';
import { withdrawNotice } from './people/place-dialogs.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('./people/editor.js').Editor} options.editor
 */
export function createNoticeBox({ app, reference, editor }) {
  const { t, api, format, clock } = app;
  const list = h('ul', { class: 'notices' });
  const summary = h('summary', { class: 'gold' });
  const element = h('details', { class: 'box notice-box', hidden: true }, summary, list);
  /** @type {string|null} */
  let area = null;
  /** @type {import('../contract.js').Notice[]} */
  let notices = [];
  let asked = 0;

  function paint() {
    element.hidden = notices.length === 0;
    setText(summary, t('notice.count', { n: notices.length }));
    keepFocus(list, () =>
      replace(
        list,
        notices.map((notice) =>
          h(
            'li',
            { class: 'notice' },
            h('p', null, notice.text),
            h(
              'small',
              { class: 'quiet' },
              [
                notice.areaName,
                t('notice.from', { time: format.exact(Date.parse(notice.from), clock.now()), by: notice.postedBy }),
                !notice.public && t('notice.staffOnly'),
              ]
                .filter(Boolean)
                .join(' · '),
            ),
            editor.isOpen() &&
              editor.may(notice.areaCode) &&
              h(
                'button',
                {
                  type: 'button',
                  class: 'mini',
                  data: { key: notice.id },
                  on: { click: () => withdrawNotice(app, notice) },
                },
                t('notice.withdraw'),
              ),
          ),
        ),
      ),
    );
  }

  async function refresh() {
    const of = area;
    const ticket = ++asked;
    if (!of) return;
    const { value } = await api.notices(of);
    if (ticket !== asked) return;
    // A failed reading keeps what was read before of the same place.
    if (!value) return;
    const above = new Set(
      reference()
        .areas.chain(of)
        .map(({ code }) => code),
    );
    notices = value.filter((notice) => above.has(notice.areaCode));
    paint();
  }

  return {
    element,
    paint,
    refresh,
    /** @param {string|null} code */
    show(code) {
      if (code !== area) notices = [];
      area = code;
      paint();
      void refresh();
    },
  };
}

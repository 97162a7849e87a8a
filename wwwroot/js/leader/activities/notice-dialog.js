// Writes a notice: for which area and all below it, for which roles, what, until when.
import { endOfDay } from '../../ui/day.js';
import { h } from '../../ui/dom.js';
import { field, openEdit, tick } from '../people/edit-dialog.js';

/** Where notices are written for; a building's people are told by their grid. */
const LEVELS = new Set(['district', 'street', 'community', 'section', 'grid']);
const ROLES = /** @type {const} */ (['leader', 'desk', 'worker', 'handler']);

/**
 * @param {import('../../ui/app.js').App} app
 * @param {import('../../live/area-index.js').AreaIndex} areas
 * @param {string|null} chosen
 */
export function openNoticeDialog(app, areas, chosen) {
  const { t, api, format, clock } = app;
  const codes = [...LEVELS].flatMap((level) => areas.ofLevel(level)).map(({ properties }) => properties.code);
  const place = h(
    'select',
    { name: 'area' },
    codes.map((code) => h('option', { value: code, selected: code === chosen }, areas.name(code))),
  );
  const text = h('textarea', { name: 'text', rows: '5', maxlength: '2000', required: true });
  const to = h('input', { type: 'date', min: format.dayKey(clock.now()) });
  const ticks = ROLES.map((role) => ({ role, ...tick(t(`role.${role}`), false) }));
  openEdit(app, {
    title: t('notice.post'),
    label: t('notice.post'),
    fields: [
      field(t('notice.area'), place),
      field(t('notice.text'), text),
      h(
        'fieldset',
        { class: 'choices' },
        h('legend', null, t('notice.roles')),
        ticks.map(({ element }) => element),
      ),
      field(t('notice.until'), to),
    ],
    run: () =>
      api.postNotice({
        areaCode: place.value,
        text: text.value.trim(),
        public: false,
        to: endOfDay(format, to.value),
        roles: ticks.filter(({ input }) => input.checked).map(({ role }) => role),
      }),
  });
}

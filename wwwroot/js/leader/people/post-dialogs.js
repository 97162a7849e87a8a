// Appoint, replace, end and change: one dialog each.
import { endOfDay, lastDay } from '../../ui/day.js';
import { h } from '../../ui/dom.js';
import { field, openEdit, tick } from './edit-dialog.js';
import { createPersonPicker } from './person-picker.js';

/** @typedef {import('../../ui/app.js').App} App */
/** @typedef {import('../../contract.js').PostLine} PostLine */
/** @typedef {import('../../contract.js').Organization} Organization */
/** @typedef {{code: string, name: string}} Place */

/** @param {string} value yyyy-MM-dd or empty @param {string} [min] */
const dayInput = (value, min) => h('input', { type: 'date', value, min });

/** @param {App} app @param {Place} area @param {PostLine|null} vacancy Null: a new post. @param {{roles: import('../../contract.js').Role[], organizations: Organization[]}} known */
export function appoint(app, area, vacancy, { roles, organizations }) {
  const { t, api, format, clock, nameOf } = app;
  const picker = createPersonPicker(app, organizations);
  const role = h(
    'select',
    null,
    roles.map((entry) => h('option', { value: entry.code, selected: entry.code === vacancy?.role }, nameOf(entry))),
  );
  const shown = tick(t('edit.public'), vacancy?.public ?? true);
  const phoneShown = tick(t('edit.phonePublic'), vacancy?.phonePublic ?? false);
  const duties = h('input', { type: 'text', maxlength: '200', value: vacancy?.duties ?? '' });
  const to = dayInput('', format.dayKey(clock.now()));
  openEdit(app, {
    title: vacancy
      ? t('edit.appointTo', { area: area.name, role: vacancy.roleName })
      : t('edit.newPostIn', { area: area.name }),
    label: t('edit.appoint'),
    fields: [
      !vacancy && field(t('edit.role'), role),
      picker.element,
      field(t('edit.duties'), duties),
      field(t('edit.termEnd'), to),
      h('div', { class: 'choices' }, shown.element, phoneShown.element),
    ],
    async run() {
      const holder = picker.value();
      // A new post may stand empty; who fills a vacancy must be named.
      if (!holder && vacancy) return t('edit.choosePerson');
      return api.appoint({
        ...holder,
        areaCode: area.code,
        role: vacancy?.role ?? role.value,
        public: shown.input.checked,
        phonePublic: phoneShown.input.checked,
        duties: duties.value.trim() || null,
        to: endOfDay(format, to.value),
      });
    },
  });
}

/** @param {App} app @param {Place} area @param {PostLine & {id: string}} post @param {Organization[]} organizations */
export function replacePost(app, area, post, organizations) {
  const { t, api, format, clock } = app;
  const picker = createPersonPicker(app, organizations);
  const to = dayInput('', format.dayKey(clock.now()));
  openEdit(app, {
    title: t('edit.replaceIn', { area: area.name, role: post.roleName, name: post.person?.name ?? '' }),
    label: t('edit.replace'),
    fields: [picker.element, field(t('edit.termEnd'), to)],
    async run() {
      const holder = picker.value();
      return holder ? api.replacePost(post.id, { ...holder, to: endOfDay(format, to.value) }) : t('edit.choosePerson');
    },
  });
}

/** @param {App} app @param {Place} area @param {PostLine & {id: string}} post */
export function endPost(app, area, post) {
  const { t, api, format, clock } = app;
  const at = dayInput('', format.dayKey(clock.now()));
  const abolish = tick(t('edit.abolish'), post.vacant);
  openEdit(app, {
    title: post.person
      ? t('edit.endIn', { area: area.name, role: post.roleName, name: post.person.name })
      : t('edit.abolishIn', { area: area.name, role: post.roleName }),
    label: t(post.person ? 'edit.end' : 'edit.abolishPost'),
    tone: 'danger',
    fields: post.person
      ? [field(t('edit.lastDay'), at, t('edit.lastDayHint')), abolish.element]
      : [h('p', null, t('edit.abolishHint'))],
    run: () => api.endPost(post.id, { at: endOfDay(format, at.value), abolish: abolish.input.checked }),
  });
}

/** @param {App} app @param {Place} area @param {PostLine & {id: string}} post @param {Organization[]} organizations */
export function changePost(app, area, post, organizations) {
  const { t, api, format, clock } = app;
  const shown = tick(t('edit.public'), post.public ?? false);
  const phoneShown = tick(t('edit.phonePublic'), post.phonePublic ?? false);
  const duties = h('input', { type: 'text', maxlength: '200', value: post.duties ?? '' });
  const to = dayInput(lastDay(format, post.to), format.dayKey(clock.now()));
  const picker = createPersonPicker(app, organizations, { withNew: false, label: t('edit.deputy') });
  const keep = tick(post.deputy ? t('edit.keepDeputy', { name: post.deputy.name }) : t('edit.noDeputy'), true);
  const deputy = h('div', { class: 'deputy', hidden: true }, picker.element);
  keep.input.addEventListener('change', () => {
    deputy.hidden = keep.input.checked;
  });
  openEdit(app, {
    title: t('edit.changeIn', { area: area.name, role: post.roleName }),
    label: t('edit.save'),
    fields: [
      field(t('edit.duties'), duties),
      field(t('edit.termEnd'), to),
      h('div', { class: 'choices' }, shown.element, phoneShown.element),
      keep.element,
      deputy,
    ],
    run: () =>
      api.changePost(post.id, {
        public: shown.input.checked,
        phonePublic: phoneShown.input.checked,
        duties: duties.value.trim() || null,
        to: endOfDay(format, to.value),
        // Unticked and nobody chosen: there is no deputy any more.
        deputyCode: keep.input.checked ? (post.deputy?.code ?? null) : (picker.value()?.personCode ?? null),
      }),
  });
}

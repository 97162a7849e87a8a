// A person's own data, an area's details, a notice, a pair: one dialog each.
import { endOfDay } from '../../ui/day.js';
import { h } from '../../ui/dom.js';
import { countInput, field, openEdit, organizationSelect, phoneInput, tick } from './edit-dialog.js';

/** @typedef {import('../../ui/app.js').App} App */
/** @typedef {import('../../contract.js').Organization} Organization */
/** @typedef {{code: string, name: string}} Place */

/**
 * The whole record is written, so the whole record is read first.
 * @param {App} app
 * @param {string} code
 * @param {Organization[]} organizations
 * @param {(reason: string) => void} onTrouble
 */
export async function changePerson(app, code, organizations, onTrouble) {
  const { t, api, explain } = app;
  const { value, problem } = await api.people(code);
  const person = value?.people.find((entry) => entry.code === code);
  if (!person) return onTrouble(problem ? explain(problem) : t('problem.person.not_found'));
  const name = h('input', { type: 'text', maxlength: '50', required: true, value: person.name });
  const phone = phoneInput(person.phone);
  const employer = organizationSelect(organizations, t('edit.noEmployer'), person.employerCode);
  const member = tick(t('edit.partyMember'), person.partyMember);
  openEdit(app, {
    title: t('edit.personOf', { name: person.name }),
    label: t('edit.save'),
    fields: [
      field(t('edit.name'), name),
      field(t('edit.phone'), phone),
      field(t('edit.employer'), employer),
      member.element,
    ],
    run: () =>
      api.putPerson(code, {
        name: name.value.trim(),
        phone: phone.value.trim() || null,
        employer: employer.value || null,
        partyMember: member.input.checked,
      }),
  });
}

/** @param {App} app @param {Place & {households?: number|null, groupMembers?: number|null, dutyPhone?: string|null}} area */
export function changeArea(app, area) {
  const { t, api } = app;
  const households = countInput(area.households);
  const groupMembers = countInput(area.groupMembers);
  const dutyPhone = phoneInput(area.dutyPhone);
  openEdit(app, {
    title: t('edit.areaOf', { area: area.name }),
    label: t('edit.save'),
    fields: [
      field(t('edit.households'), households.input),
      field(t('edit.groupMembers'), groupMembers.input),
      field(t('edit.dutyPhone'), dutyPhone),
    ],
    run: () =>
      api.changeArea(area.code, {
        households: households.read(),
        groupMembers: groupMembers.read(),
        dutyPhone: dutyPhone.value.trim() || null,
      }),
  });
}

/** @param {App} app @param {Place} area */
export function postNotice(app, area) {
  const { t, api, format, clock } = app;
  const text = h('textarea', { rows: '3', maxlength: '2000', required: true });
  const shown = tick(t('notice.public'), true);
  const to = h('input', { type: 'date', min: format.dayKey(clock.now()) });
  openEdit(app, {
    title: t('notice.postIn', { area: area.name }),
    label: t('notice.post'),
    fields: [field(t('notice.text'), text), field(t('notice.until'), to), shown.element],
    run: () =>
      api.postNotice({
        areaCode: area.code,
        text: text.value.trim(),
        public: shown.input.checked,
        to: endOfDay(format, to.value),
      }),
  });
}

/** @param {App} app @param {import('../../contract.js').Notice} notice */
export function withdrawNotice(app, notice) {
  const { t, api } = app;
  openEdit(app, {
    title: t('notice.withdraw'),
    label: t('notice.withdraw'),
    tone: 'danger',
    fields: [h('p', null, notice.text)],
    run: () => api.withdrawNotice(notice.id),
  });
}

/** @param {App} app @param {Place} area @param {Organization[]} organizations @param {{code: string, members?: number|null, services?: number|null}|null} pair Null: a new one. */
export function pairArea(app, area, organizations, pair) {
  const { t, api } = app;
  // One that is paired already keeps its counts: they are changed from its own line.
  const others = organizations.filter(({ pairings }) => !pairings.some(({ areaCode }) => areaCode === area.code));
  const organization = organizationSelect(others, t('pairing.choose'), pair?.code);
  const members = countInput(pair?.members);
  const services = countInput(pair?.services);
  openEdit(app, {
    title: t('pairing.pairIn', { area: area.name }),
    label: t('edit.save'),
    fields: [
      !pair && field(t('pairing.organization'), organization),
      field(t('pairing.members'), members.input),
      field(t('pairing.services'), services.input),
    ],
    async run() {
      const organizationCode = pair?.code ?? organization.value;
      if (organizationCode === '') return t('pairing.choose');
      return api.pair({
        organizationCode,
        areaCode: area.code,
        members: members.read(),
        services: services.read(),
      });
    },
  });
}

/** @param {App} app @param {Place} area @param {Organization} organization */
export function partArea(app, area, organization) {
  const { t, api } = app;
  openEdit(app, {
    title: t('pairing.part'),
    label: t('pairing.part'),
    tone: 'danger',
    fields: [h('p', null, t('pairing.partAsk', { area: area.name, organization: organization.name }))],
    run: () => api.part(organization.code, area.code),
  });
}

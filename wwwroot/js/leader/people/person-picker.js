// Who takes it: somebody who is there, found by name or phone, or somebody new.
import { h, replace } from '../../ui/dom.js';
import { field, organizationSelect, phoneInput } from './edit-dialog.js';

/** @typedef {import('../../contract.js').Person} Person */
/** @typedef {{personCode?: string, person?: import('../../http/people-api.js').PersonInput}} Holder */

const WAIT_MS = 250;
const NEW = 'new';
/** Posts that are named of somebody who holds many. */
const POSTS = 2;

/**
 * @param {import('../../ui/app.js').App} app
 * @param {import('../../contract.js').Organization[]} organizations
 * @param {{withNew?: boolean, label?: string}} [options] A deputy is somebody who is there.
 */
export function createPersonPicker(
  { t, api, explain },
  organizations,
  { withNew = true, label = t('edit.person') } = {},
) {
  const group = `person-${crypto.randomUUID()}`;
  const search = h('input', {
    type: 'search',
    class: 'proposal-filter',
    placeholder: t('edit.findPerson'),
    'aria-label': t('edit.findPerson'),
    autocomplete: 'off',
  });
  const list = h('div', { class: 'proposals', role: 'radiogroup', 'aria-label': label });
  const name = h('input', { type: 'text', maxlength: '50', autocomplete: 'off' });
  const phone = phoneInput('');
  const employer = organizationSelect(organizations, t('edit.noEmployer'), null);
  const fresh = h(
    'div',
    { class: 'new-person', hidden: true },
    field(t('edit.name'), name),
    field(t('edit.phone'), phone),
    field(t('edit.employer'), employer),
  );
  const element = h('fieldset', { class: 'picker' }, h('legend', null, label), search, list, fresh);
  let chosen = '';
  let asked = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {string} value @param {string} title @param {string} line */
  function option(value, title, line) {
    const input = h('input', {
      type: 'radio',
      name: group,
      value,
      checked: chosen === value,
      on: {
        change: () => {
          chosen = value;
          fresh.hidden = value !== NEW;
          name.required = value === NEW;
          if (value === NEW && name.value === '') name.value = search.value.replace(/[\d\s+-]/g, '');
        },
      },
    });
    return h('label', { class: 'proposal' }, input, h('span', null, title, h('small', null, line)));
  }

  /** @param {Person} person */
  const lineOf = ({ phone: number, employer: at, posts }) =>
    [
      posts
        .slice(0, POSTS)
        .map((post) => `${post.areaName} ${post.roleName}`)
        .join(t('app.listComma')) + (posts.length > POSTS ? t('edit.morePosts', { n: posts.length }) : ''),
      at,
      number,
    ]
      .filter(Boolean)
      .join(' · ');

  async function find() {
    const ticket = ++asked;
    const { value, problem } = await api.people(search.value.trim());
    if (ticket !== asked) return;
    replace(
      list,
      problem && h('p', { class: 'quiet' }, explain(problem)),
      withNew && option(NEW, t('edit.newPerson'), t('edit.newPersonHint')),
      (value?.people ?? []).map((person) => option(person.code, person.name, lineOf(person))),
      value?.people.length === 0 && h('p', { class: 'quiet' }, t('edit.nobodyFound')),
    );
  }
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(find, WAIT_MS);
  });
  void find();

  return {
    element,
    /** @returns {Holder|null} Null: nobody is chosen. */
    value() {
      if (chosen === NEW)
        return {
          person: { name: name.value.trim(), phone: phone.value.trim() || null, employer: employer.value || null },
        };
      return chosen === '' ? null : { personCode: chosen };
    },
  };
}

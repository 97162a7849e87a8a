// How a file is to be understood: level, properties, parents, coordinates. Answers with the server's query.
import { h, replace } from '../ui/dom.js';
import { guessCode, guessName } from './local-file.js';

/** @typedef {import('./local-file.js').PropertyName} PropertyName */

/**
 * @param {object} options
 * @param {Pick<import('../ui/app.js').App, 't'|'settings'|'nameOf'>} options.app
 * @param {() => void} options.onChange
 */
export function createOptionsForm({ app, onChange }) {
  const { t, settings, nameOf } = app;
  /** @param {[string, string][]} entries */
  const choices = (entries) => entries.map(([value, words]) => h('option', { value }, words));
  const level = h(
    'select',
    null,
    choices([...settings.levels].sort((a, b) => a.rank - b.rank).map((entry) => [entry.code, nameOf(entry)])),
  );
  const parent = h(
    'select',
    null,
    choices([
      ['', t('import.parentNone')],
      ['prefix', t('import.parentPrefix')],
      ['contains', t('import.parentContains')],
      ['property', t('import.parentProperty')],
    ]),
  );
  const crs = h(
    'select',
    null,
    choices([
      ['wgs84', t('import.wgs84')],
      ['gcj02', t('import.gcj02')],
      ['bd09', t('import.bd09')],
    ]),
  );
  const repair = h('input', { type: 'checkbox' });
  const properties = {
    code: createProperty(t('import.code'), t('import.pick')),
    name: createProperty(t('import.name'), t('import.sameAsCode')),
    parent: createProperty(t('import.parentName'), t('import.pick')),
  };
  /** @param {string} label @param {HTMLElement} control */
  const field = (label, control) => h('label', { class: 'field' }, label, control);
  const fields = h(
    'fieldset',
    { class: 'options' },
    h('legend', { class: 'visually-hidden' }, t('import.options')),
    field(t('import.level'), level),
    field(t('import.crs'), crs),
    properties.code.element,
    properties.name.element,
    field(t('import.parent'), parent),
    properties.parent.element,
    h('label', { class: 'choice options-wide' }, repair, h('span', null, t('import.repair'))),
  );
  const changed = () => {
    properties.parent.element.hidden = parent.value !== 'property';
    onChange();
  };
  fields.addEventListener('input', changed);
  properties.parent.element.hidden = true;

  return {
    element: fields,
    /** @param {boolean} next */
    lock(next) {
      fields.disabled = next;
    },
    /** The names a file offers; null where only the clerk knows them. @param {PropertyName[]|null} names */
    offer(names) {
      const before = {
        code: properties.code.value(),
        name: properties.name.value(),
        parent: properties.parent.value(),
      };
      for (const property of Object.values(properties)) property.offer(names);
      const knows = (/** @type {string} */ name) => !names || names.some((entry) => entry.name === name);
      const code = before.code && knows(before.code) ? before.code : guessCode(names ?? []);
      properties.code.set(code);
      properties.name.set(before.name && knows(before.name) ? before.name : guessName(names ?? [], code));
      if (knows(before.parent)) properties.parent.set(before.parent);
    },
    crs: () => crs.value,
    /** @returns {Record<string, string>|string} A string names the field that is missing. */
    query() {
      const code = properties.code.value();
      if (code === '') return t('import.code');
      const from = properties.parent.value();
      if (parent.value === 'property' && from === '') return t('import.parentName');
      return {
        level: level.value,
        code,
        name: properties.name.value(),
        parent: parent.value === 'property' ? `property:${from}` : parent.value,
        crs: crs.value,
        repair: String(repair.checked),
      };
    },
    destroy() {
      fields.removeEventListener('input', changed);
      fields.remove();
    },
  };
}

/** A property's name: chosen where the file could be read here, written where not. @param {string} label @param {string} none */
function createProperty(label, none) {
  /** @type {HTMLInputElement|HTMLSelectElement} */
  let control = h('input', { type: 'text', maxlength: '100', placeholder: none });
  const holder = h('span', null, control);
  return {
    element: h('label', { class: 'field' }, label, holder),
    value: () => control.value.trim(),
    /** @param {string} value */
    set(value) {
      control.value = value;
    },
    /** @param {PropertyName[]|null} names */
    offer(names) {
      control = names
        ? h(
            'select',
            null,
            h('option', { value: '' }, none),
            names.map(({ name, example }) => h('option', { value: name }, example ? `${name} · ${example}` : name)),
          )
        : h('input', { type: 'text', maxlength: '100', placeholder: none });
      replace(holder, control);
    },
  };
}

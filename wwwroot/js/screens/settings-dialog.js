// How one screen behaves: name, area, scenes in their order with their seconds, quiet hours, voice, theme.
import { openDialog } from '../ui/dialog.js';
import { h, replace } from '../ui/dom.js';
import { areaOptions } from './area-options.js';

export const SCENE_KINDS = ['overview', 'grids', 'overdue', 'closed', 'who', 'figures', 'visits', 'replay'];
const USUAL_SECONDS = 20;

/** @typedef {import('../contract.js').Screen} Screen */
/** @typedef {import('../contract.js').ScreenSettings} ScreenSettings */
/** @typedef {{kind: string, seconds: number, on: boolean}} Row */

/** Shown ones in their order, then the others. @param {ScreenSettings} settings @returns {Row[]} */
export function rowsOf({ scenes }) {
  const rest = SCENE_KINDS.filter((kind) => !scenes.some((scene) => scene.kind === kind));
  return [
    ...scenes.map((scene) => ({ ...scene, on: true })),
    ...rest.map((kind) => ({ kind, seconds: USUAL_SECONDS, on: false })),
  ];
}

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {import('../live/area-index.js').AreaIndex} options.areas
 * @param {Screen} options.screen
 * @param {(screen: {name: string, settings: ScreenSettings}) => Promise<boolean>} options.onSave Whether it was taken.
 */
export function openSettings({ app: { t }, areas, screen, onSave }) {
  const { settings } = screen;
  const rows = rowsOf(settings);
  const name = h('input', { required: true, maxlength: 60, value: screen.name });
  const area = h('select', null, areaOptions(areas));
  area.value = settings.areaCode ?? '';
  const list = h('ol', { class: 'scene-rows' });
  const from = h('input', {
    type: 'time',
    value: settings.quietHours?.from ?? '',
    'aria-label': t('screens.quietFrom'),
  });
  const to = h('input', { type: 'time', value: settings.quietHours?.to ?? '', 'aria-label': t('screens.quietTo') });
  const voice = h('input', { type: 'checkbox', checked: settings.voice });
  const theme = h(
    'select',
    null,
    ['', 'dark', 'light'].map((value) => h('option', { value }, t(`screens.theme.${value || 'own'}`))),
  );
  theme.value = settings.theme ?? '';

  /** @param {number} at @param {number} by */
  function move(at, by) {
    const [row] = rows.splice(at, 1);
    if (row) rows.splice(at + by, 0, row);
    draw();
    /** @type {HTMLElement|null} */ (list.querySelector(`[data-key="${row?.kind} ${by}"]`))?.focus();
  }

  /** @param {Row} row @param {number} at @param {number} by */
  const mover = (row, at, by) =>
    h(
      'button',
      {
        type: 'button',
        class: 'mini',
        'aria-label': t(by < 0 ? 'screens.up' : 'screens.down', { scene: t(`screens.scene.${row.kind}`) }),
        disabled: by < 0 ? at === 0 : at === rows.length - 1,
        data: { key: `${row.kind} ${by}` },
        on: { click: () => move(at, by) },
      },
      by < 0 ? '↑' : '↓',
    );

  function draw() {
    replace(
      list,
      rows.map((row, at) => {
        const shown = h('input', {
          type: 'checkbox',
          checked: row.on,
          on: {
            change: () => {
              row.on = shown.checked;
            },
          },
        });
        const seconds = h('input', {
          type: 'number',
          min: 5,
          max: 600,
          value: String(row.seconds),
          'aria-label': t('screens.secondsOf', { scene: t(`screens.scene.${row.kind}`) }),
          on: {
            change: () => {
              row.seconds = Math.min(600, Math.max(5, Math.round(Number(seconds.value)) || USUAL_SECONDS));
              seconds.value = String(row.seconds);
            },
          },
        });
        return h(
          'li',
          null,
          h('label', { class: 'choice' }, shown, t(`screens.scene.${row.kind}`)),
          h(
            'label',
            { class: 'scene-seconds' },
            seconds,
            t(row.kind === 'grids' ? 'screens.secondsEach' : 'screens.seconds'),
          ),
          mover(row, at, -1),
          mover(row, at, 1),
        );
      }),
    );
  }
  draw();

  openDialog({
    title: t('screens.settingsOf', { name: screen.name }),
    body: [
      h('label', { class: 'field' }, t('screens.name'), name),
      h('label', { class: 'field' }, t('screens.area'), area),
      h('fieldset', { class: 'scene-fields' }, h('legend', null, t('screens.scenes')), list),
      h(
        'fieldset',
        { class: 'scene-fields quiet-hours' },
        h('legend', null, t('screens.quiet')),
        from,
        h('span', null, '–'),
        to,
        h('small', { class: 'quiet' }, t('screens.quietHint')),
      ),
      h('label', { class: 'choice' }, voice, t('screens.voice')),
      h('label', { class: 'field' }, t('screens.theme'), theme),
    ],
    cancel: t('app.cancel'),
    actions: [
      {
        label: t('screens.save'),
        run: () =>
          onSave({
            name: name.value.trim(),
            settings: {
              scenes: rows.filter(({ on }) => on).map(({ kind, seconds }) => ({ kind, seconds })),
              quietHours: from.value && to.value ? { from: from.value, to: to.value } : null,
              voice: voice.checked,
              theme: theme.value === '' ? null : /** @type {'dark'|'light'} */ (theme.value),
              areaCode: area.value || null,
            },
          }),
      },
    ],
  });
}

// The screens, each a card: how it is, and what can be done with it.
import { hasMessage } from '../ui/i18n.js';
import { h, keepFocus, replace } from '../ui/dom.js';

/** Two missed words and some: a screen tells of itself every half a minute. */
const SILENT_MS = 90_000;

/** @typedef {import('../contract.js').Screen} Screen */

/** @param {Screen} screen @param {number} now @returns {'never'|'revoked'|'silent'|'well'} */
export function stateOf({ lastSeenAt, revokedAt }, now) {
  if (revokedAt) return 'revoked';
  if (!lastSeenAt) return 'never';
  return now - Date.parse(lastSeenAt) > SILENT_MS ? 'silent' : 'well';
}

const BADGES = {
  well: 'badge group-done',
  silent: 'badge badge-overdue',
  revoked: 'badge',
  never: 'badge group-working',
};

/**
 * @param {import('../ui/app.js').App} app
 * @param {import('../live/area-index.js').AreaIndex} areas
 * @param {{settings: (screen: Screen) => void, reload: (screen: Screen) => void, revoke: (screen: Screen) => void, remove: (screen: Screen) => void}} on
 */
export function createCards({ t, format, clock }, areas, on) {
  const element = h('div', { class: 'screen-cards' });

  /** @param {Screen} screen @param {string} serverVersion @returns {[string, string][]} */
  function facts(screen, serverVersion) {
    const { lastSeenAt, scene, memoryBytes, width, height, version, settings, problem } = screen;
    return [
      [t('screens.area'), areas.name(settings.areaCode) || (settings.areaCode ?? '')],
      [
        t('screens.lastSeen'),
        lastSeenAt ? format.relative(Date.parse(lastSeenAt), clock.now()) : t('screens.neverSeen'),
      ],
      [t('screens.showing'), scene ? (hasMessage(`screens.scene.${scene}`) ? t(`screens.scene.${scene}`) : scene) : ''],
      [
        t('screens.version'),
        version ? `${short(version)}${version === serverVersion ? '' : t('screens.oldVersion')}` : '',
      ],
      [t('screens.memory'), memoryBytes ? t('screens.megabytes', { n: Math.round(memoryBytes / 1_000_000) }) : ''],
      [t('screens.size'), width && height ? `${width}×${height}` : ''],
      [
        t('screens.problem'),
        problem ? (hasMessage(`screens.problem.${problem}`) ? t(`screens.problem.${problem}`) : problem) : '',
      ],
    ];
  }

  /** Version and the first letters of the commit. @param {string} version */
  const short = (version) => version.replace(/\+(.{7}).*$/, '+$1');

  /** @param {Screen} screen @param {string} word @param {(screen: Screen) => void} run @param {string} [tone] */
  const tool = (screen, word, run, tone = '') =>
    h(
      'button',
      {
        type: 'button',
        class: `button ${tone}`,
        'aria-label': `${t(word)} ${screen.name}`,
        data: { key: `${word} ${screen.id}` },
        on: { click: () => run(screen) },
      },
      t(word),
    );

  /** @param {Screen} screen @param {string} serverVersion */
  function card(screen, serverVersion) {
    const state = stateOf(screen, clock.now());
    return h(
      'article',
      { class: 'screen-card', 'data-state': state },
      h('h2', null, screen.name, h('span', { class: BADGES[state] }, t(`screens.state.${state}`))),
      h(
        'dl',
        { class: 'facts' },
        facts(screen, serverVersion).flatMap(([name, value]) =>
          value ? [h('dt', null, name), h('dd', null, value)] : [],
        ),
      ),
      h(
        'div',
        { class: 'screen-tools' },
        tool(screen, 'screens.settings', on.settings),
        !screen.revokedAt && tool(screen, 'screens.reload', on.reload),
        !screen.revokedAt && tool(screen, 'screens.revoke', on.revoke, 'button-danger'),
        tool(screen, 'screens.remove', on.remove, 'button-danger'),
      ),
    );
  }

  return {
    element,
    /** @param {readonly Screen[]} screens @param {string} serverVersion */
    show(screens, serverVersion) {
      keepFocus(element, () =>
        replace(
          element,
          screens.length > 0
            ? screens.map((screen) => card(screen, serverVersion))
            : h('p', { class: 'quiet screens-none' }, t('screens.none')),
        ),
      );
    },
  };
}

// A facility (阵地) in words: what, where, when, whom to call; and which icon stands for its kind.
import { callLink } from './call-link.js';
import { h } from './dom.js';
import { icon } from './icons.js';

/** Icons with the words that call for them, in the words of the place itself. The last one is for everything else. */
const LOOKS = ['flag', 'people', 'gift', 'home', 'bolt'];

/** @param {string} kind @param {import('./i18n.js').Translate} t @returns {string} Name of an icon. */
export function facilityIcon(kind, t) {
  return LOOKS.find((name) => new RegExp(t(`facility.words.${name}`), 'i').test(kind)) ?? 'pin';
}

/**
 * @param {{t: import('./i18n.js').Translate}} app
 * @param {import('../contract.js').FacilityProperties & {distanceMeters?: number}} facility
 */
export function facilityLine({ t }, { name, kind, hours, phone, address, distanceMeters }) {
  const far =
    distanceMeters === undefined
      ? ''
      : distanceMeters < 1000
        ? t('facility.metres', { n: Math.round(distanceMeters) })
        : t('facility.kilometres', { n: (distanceMeters / 1000).toFixed(1) });
  return h(
    'div',
    { class: 'person facility' },
    h('span', { class: 'avatar', 'aria-hidden': 'true' }, icon(facilityIcon(kind, t))),
    h(
      'span',
      { class: 'person-words' },
      h('strong', null, name),
      h('small', null, [kind, hours, far].filter(Boolean).join(' · ')),
      address ? h('small', null, address) : null,
    ),
    phone && callLink({ t }, phone, name),
  );
}

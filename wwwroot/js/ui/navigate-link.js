// The way there, by the phone's own map.
import { h } from './dom.js';

/**
 * A geo: address (RFC 5870, WGS 84), which Android and HarmonyOS give to the map of their owner's choice. Apple's phones know no such
 * address: there it is 高德's, told that the position is WGS 84.
 * @param {{lon: number, lat: number}} at
 * @param {string} name
 * @param {string} agent The browser's own name of itself.
 */
export function wayTo({ lon, lat }, name, agent) {
  const label = encodeURIComponent(name);
  if (/iPhone|iPad|iPod/.test(agent))
    return `https://uri.amap.com/navigation?to=${lon},${lat},${label}&mode=walk&coordinate=wgs84&callnative=1`;
  return `geo:${lat},${lon}?q=${lat},${lon}(${label})`;
}

/** @param {{t: import('./i18n.js').Translate}} app @param {{lon: number, lat: number}} at @param {string} name */
export const navigateLink = ({ t }, at, name) =>
  h(
    'a',
    { class: 'button button-quiet', href: wayTo(at, name, navigator.userAgent), rel: 'noreferrer', target: '_blank' },
    t('tasks.navigate'),
  );

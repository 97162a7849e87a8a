// The reference of a hall screen: what its account may see, or the one area of it that the screen is about.
import { createAreaIndex } from '../live/area-index.js';
import { homeOf } from '../ui/place.js';
import { loadReference } from '../ui/reference.js';

/** @typedef {import('../ui/app.js').App} App */
/** @typedef {import('../ui/reference.js').Reference} Reference */

/**
 * @param {App} app
 * @param {string|null} areaCode
 * @param {Reference} [before]
 * @returns {Promise<Reference>} Everything, where there is no such area any more.
 */
export async function loadPlaces(app, areaCode, before) {
  const whole = await loadReference(app, before);
  if (!areaCode || !whole.areas.get(areaCode)) return whole;
  const features = whole.areas.features.filter(({ properties }) => whole.areas.isWithin(properties.code, areaCode));
  return { ...whole, areas: createAreaIndex(features) };
}

/** @param {Reference} reference @param {App} app @param {string|null} areaCode */
export const rootOf = ({ areas }, { session }, areaCode) => areas.get(areaCode) ?? homeOf(areas, session);

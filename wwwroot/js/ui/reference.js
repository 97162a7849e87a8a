// Areas, categories and the base map: read at start, read again when a change says that they are out of date.
import { createAreaIndex } from '../live/area-index.js';
import { createCategoryIndex } from '../live/category-index.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {Awaited<ReturnType<typeof loadReference>>} Reference */

/** @param {App} app @param {{base: import('../contract.js').BaseFeature[]}} [before] The ground does not change while a page is open. */
export async function loadReference(app, before) {
  const { api, insist, settings } = app;
  const [areas, categories, base] = await Promise.all([
    insist(() => (app.clock.at() ? api.areasAt(app.clock.at()) : api.areas())),
    insist(api.categories),
    settings.baseMap && !before ? api.baseMap(settings.baseMap.url) : null,
  ]);
  return {
    areas: createAreaIndex(areas.features),
    categories: createCategoryIndex(categories),
    // The map works without its ground: outlines and issues matter more.
    base: before?.base ?? base?.value?.features ?? [],
  };
}

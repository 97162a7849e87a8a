// 总览: the whole map and the usual panels beside it.

/** @param {import('./registry.js').SceneContext} context @returns {import('./player.js').Scene} */
export function createOverviewScene({ map }) {
  return {
    kind: 'overview',
    layout: 'map',
    canShow: () => true,
    enter: () => map.fit(),
    leave() {},
    destroy() {},
  };
}

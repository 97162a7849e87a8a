// Which grid is mine: the account's own area, else the one where I hold a post. Posts travel in /api/responsible only.

/**
 * @param {import('../ui/app.js').App} app
 * @param {() => import('../ui/reference.js').Reference} reference
 * @returns {() => Promise<string|null>}
 */
export function createGridFinder({ api, session }, reference) {
  /** @type {Promise<string|null>|null} */
  let found = null;

  async function find() {
    const { areas } = reference();
    if (session.areaCode) return session.areaCode;
    const grids = areas.ofLevel('grid').slice(0, 40);
    const answers = await Promise.all(grids.map(({ properties }) => api.responsible({ area: properties.code })));
    const at = answers.findIndex(({ value }, i) =>
      value?.some(
        (step) =>
          step.area.code === grids[i]?.properties.code &&
          step.posts.some((post) => post.person?.name === session.displayName),
      ),
    );
    return grids[at]?.properties.code ?? null;
  }

  return () => {
    found ??= find();
    return found;
  };
}

// Findings of the staffing rules by the area that can show them: a unit has no outline, and from afar a grid speaks for
// all that lies in it.

/** @typedef {import('../contract.js').Finding} Finding */
/** @typedef {import('./area-index.js').AreaIndex} AreaIndex */
/** @typedef {{missing: number, oversize: number}} Gap Missing holders, and areas larger than their rule allows. */
/** @typedef {'far'|'grid'|'near'} Tier What the map names: communities, grids, or everything with an outline. */
/** @typedef {ReturnType<typeof createStaffingIndex>} StaffingIndex */

const FAR = ['community', 'street', 'district'];

/** @param {readonly Finding[]} findings @param {AreaIndex} areas */
export function createStaffingIndex(findings, areas) {
  /** @type {Record<Tier, Map<string, Gap>>} */
  const tiers = { far: new Map(), grid: new Map(), near: new Map() };

  /** @param {Tier} tier @param {string|undefined} code @param {Finding} finding */
  function count(tier, code, finding) {
    if (!code) return;
    const gap = tiers[tier].get(code) ?? { missing: 0, oversize: 0 };
    gap.missing += finding.missing ?? 0;
    if (finding.kind === 'tooLarge') gap.oversize++;
    tiers[tier].set(code, gap);
  }

  for (const finding of findings) {
    if (finding.kind !== 'vacancy' && finding.kind !== 'tooLarge') continue;
    const chain = areas.chain(finding.area.code);
    count('near', chain.find(({ code }) => areas.feature(code)?.geometry)?.code, finding);
    count('grid', chain.find(({ level }) => level === 'grid')?.code, finding);
    count('far', chain.find(({ level }) => FAR.includes(level))?.code, finding);
  }
  return {
    /** @param {string} code @param {Tier} tier @returns {Gap|null} */
    of: (code, tier) => tiers[tier].get(code) ?? null,
  };
}

/**
 * Vacancies and sizes to mend under one heading per area, the areas in the server's order.
 * @param {readonly Finding[]} findings
 * @returns {{area: Finding['area'], findings: Finding[]}[]}
 */
export function byArea(findings) {
  /** @type {Map<string, {area: Finding['area'], findings: Finding[]}>} */
  const groups = new Map();
  for (const finding of findings) {
    const group = groups.get(finding.area.code);
    if (group) group.findings.push(finding);
    else groups.set(finding.area.code, { area: finding.area, findings: [finding] });
  }
  return [...groups.values()];
}

// What the leader's page knows beside issues and areas: facilities, organizations, and what the staffing rules find
// amiss. Read at start and again when the stream declares it out of date; a failed reading keeps what was known.
import { createStaffingIndex } from '../live/staffing-index.js';

/** @typedef {import('../contract.js').FacilityProperties & {lon: number, lat: number}} PlacedFacility */
/** @typedef {import('../live/state.js').ReferenceKind} ReferenceKind */
/** @typedef {ReturnType<typeof createSurroundings>} Surroundings */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => string|null} options.area Which area's staffing is asked for; null: the whole scope.
 */
export function createSurroundings({ app: { api, explain }, reference, area }) {
  /** @type {PlacedFacility[]} */
  let facilities = [];
  /** @type {import('../contract.js').Organization[]} */
  let organizations = [];
  /** @type {import('../contract.js').Staffing|null} */
  let staffing = null;
  /** @type {{staffing: import('../contract.js').Staffing|null, areas: unknown, index: import('../live/staffing-index.js').StaffingIndex}|null} */
  let indexed = null;
  /** @type {Map<ReferenceKind, string>} Why a reading failed. */
  const troubles = new Map();
  /** @type {Set<(kinds: ReadonlySet<ReferenceKind>) => void>} */
  const listeners = new Set();
  let asked = 0;

  /**
   * @template T
   * @param {ReferenceKind} kind
   * @param {Promise<import('../contract.js').Result<T>>} answer
   * @param {(value: T) => void} keep
   */
  async function take(kind, answer, keep) {
    const { value, problem } = await answer;
    if (problem) troubles.set(kind, explain(problem));
    else {
      troubles.delete(kind);
      keep(value);
    }
  }

  /** @param {ReadonlySet<ReferenceKind>} kinds */
  async function read(kinds) {
    const ticket = ++asked;
    const of = area();
    await Promise.all([
      kinds.has('facilities') &&
        take('facilities', api.facilities(null), ({ features }) => {
          facilities = features.map(({ properties, geometry }) => {
            const [lon = 0, lat = 0] = geometry.coordinates;
            return { ...properties, lon, lat };
          });
        }),
      kinds.has('pairings') &&
        take('pairings', api.organizations(), (value) => {
          organizations = value;
        }),
      (kinds.has('people') || kinds.has('areas')) &&
        take('people', api.staffing(of), (value) => {
          if (ticket !== asked && of !== area()) return;
          staffing = value;
        }),
    ]);
    for (const listener of listeners) listener(kinds);
  }

  return {
    get facilities() {
      return facilities;
    },
    get organizations() {
      return organizations;
    },
    get staffing() {
      return staffing;
    },
    /** Of the findings and the areas that are known now. */
    get index() {
      const { areas } = reference();
      if (!indexed || indexed.staffing !== staffing || indexed.areas !== areas)
        indexed = { staffing, areas, index: createStaffingIndex(staffing?.findings ?? [], areas) };
      return indexed.index;
    },
    /** @param {ReferenceKind} kind @returns {string|null} */
    trouble: (kind) => troubles.get(kind) ?? null,
    read,
    /** @param {(kinds: ReadonlySet<ReferenceKind>) => void} listener */
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** @param {string} code */
    pairedWith: (code) =>
      organizations.flatMap((organization) => {
        const pairing = organization.pairings.find(({ areaCode }) => areaCode === code);
        return pairing ? [{ organization, pairing }] : [];
      }),
  };
}

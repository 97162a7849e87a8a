// 有困难找谁 for the area in focus, turning through the grids; and the replies given today (件件有回音).
import { h, replace, setText } from '../ui/dom.js';

/** @typedef {import('../contract.js').ResponsibleStep} ResponsibleStep */

const DWELL_MS = 10_000;
const KEEP_MS = 5 * 60_000;

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {(code: string|null) => void} options.onArea
 */
export function createFoot({ app: { t, api }, reference, onArea }) {
  const people = h('div', { class: 'foot-people', 'aria-live': 'off' });
  const replied = h('span', { class: 'foot-replied' });
  const elements = [h('h2', null, t('screen.who')), people, replied];
  /** @type {Map<string, {steps: ResponsibleStep[], at: number}>} */
  const known = new Map();
  let turn = -1;
  /** @type {string|null} */
  let held = null;
  let ticket = 0;

  /** @param {string} code @returns {Promise<ResponsibleStep[]|null>} Null when it could not be read, which is not nobody. */
  async function stepsOf(code) {
    const kept = known.get(code);
    if (kept && performance.now() - kept.at < KEEP_MS) return kept.steps;
    const { value } = await api.responsible({ area: code });
    if (!value) return kept?.steps ?? null;
    known.set(code, { steps: value, at: performance.now() });
    return value;
  }

  /** @param {string} code */
  async function show(code) {
    const own = ++ticket;
    const { areas } = reference();
    const grid = areas.ancestorOf(code, 'grid') ?? areas.get(code);
    if (!grid) return;
    const steps = await stepsOf(grid.code);
    if (own !== ticket || !steps) return;
    onArea(grid.code);
    const posts = (steps.find((step) => step.area.code === grid.code) ?? steps[0])?.posts ?? [];
    const seen = new Set();
    const filled = posts.filter(({ person, role }) => person && !seen.has(role) && seen.add(role));
    replace(
      people,
      h('b', null, grid.name),
      filled.length === 0 && h('small', null, t('screen.noPosts')),
      filled.map(({ roleName, person }) =>
        h(
          'span',
          null,
          `${roleName} ${person?.name ?? ''} `,
          h('small', null, person?.phone ?? person?.maskedPhone ?? ''),
        ),
      ),
    );
    trim();
  }

  /** Whole people or none: what does not fit is left out, never cut. */
  function trim() {
    const entries = /** @type {HTMLElement[]} */ ([...people.children]);
    for (const entry of entries) entry.hidden = false;
    for (let i = entries.length - 1; i > 1 && people.scrollWidth > people.clientWidth + 1; i--) {
      const entry = entries[i];
      if (entry) entry.hidden = true;
    }
  }
  const observer = new ResizeObserver(trim);
  observer.observe(people);

  function advance() {
    if (held) return;
    const grids = reference().areas.ofLevel('grid');
    if (grids.length === 0) return;
    turn = (turn + 1) % grids.length;
    const code = grids[turn]?.properties.code;
    if (code) void show(code);
  }
  const timer = setInterval(advance, DWELL_MS);
  advance();

  return {
    elements,
    /** An arrival holds the foot on its own area; null lets it turn on. @param {string|null} code */
    hold(code) {
      held = code;
      if (code) void show(code);
    },
    /** Posts or people changed: what was read may be wrong. */
    forget() {
      known.clear();
      const code = held ?? reference().areas.ofLevel('grid')[Math.max(0, turn)]?.properties.code;
      if (code) void show(code);
    },
    /** @param {import('../contract.js').Statistics} today */
    showReplies({ figures }) {
      const n = figures.closed?.value ?? 0;
      const m = figures.satisfiedRate?.numerator;
      setText(
        replied,
        m === undefined || n === 0 ? t('screen.replied', { n }) : t('screen.repliedSatisfied', { n, m }),
      );
    },
    destroy() {
      clearInterval(timer);
      observer.disconnect();
    },
  };
}

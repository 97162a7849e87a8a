// What the page shows of a sample: each figure is one number a period, and a word for the periods together.

/** @typedef {import('../http/ops-api.js').OpsSample} OpsSample */
/** @typedef {'rate'|'mean'|'most'|'last'|'total'|'count'} Kind */
/**
 * @typedef {object} Figure
 * @property {string} name Of the instrument.
 * @property {Kind} kind What of a period is shown: a second's share, the mean, the largest, the value, the sum, or how many measurements.
 * @property {string} unit Key of the unit's word.
 * @property {number} [scale] The unit in the instrument's own.
 * @property {boolean} [bad] Whether anything above nought is a fault.
 */
/** @typedef {{title: string, figures: Figure[]}} Tile The first figure is drawn large, with its course. */

const MS = 1e-3;
const KB = 1024;
const MB = KB * KB;

/** @type {Tile[]} */
export const TILES = [
  {
    title: 'ops.intake',
    figures: [
      { name: 'intake.acknowledged', kind: 'rate', unit: 'perSecond' },
      { name: 'intake.waiting', kind: 'last', unit: 'waiting' },
      { name: 'intake.full', kind: 'total', unit: 'full', bad: true },
      { name: 'intake.failed', kind: 'total', unit: 'failed', bad: true },
    ],
  },
  {
    title: 'ops.commit',
    figures: [
      { name: 'intake.commit.duration', kind: 'mean', unit: 'ms', scale: MS },
      { name: 'intake.commit.duration', kind: 'most', unit: 'msMost', scale: MS },
      { name: 'intake.batch.size', kind: 'mean', unit: 'batch' },
      { name: 'intake.batch.size', kind: 'most', unit: 'batchMost' },
    ],
  },
  {
    title: 'ops.log',
    figures: [
      { name: 'log.lag', kind: 'mean', unit: 'ms', scale: MS },
      { name: 'log.lag', kind: 'most', unit: 'msMost', scale: MS },
    ],
  },
  {
    title: 'ops.live',
    figures: [
      { name: 'live.connections', kind: 'last', unit: 'connections' },
      { name: 'live.cut', kind: 'total', unit: 'cut', bad: true },
    ],
  },
  {
    title: 'ops.fanOut',
    figures: [
      { name: 'live.deliveries', kind: 'rate', unit: 'perSecond' },
      { name: 'live.messages', kind: 'rate', unit: 'messages' },
      { name: 'live.bytes', kind: 'rate', unit: 'kbPerSecond', scale: KB },
    ],
  },
  {
    title: 'ops.snapshots',
    figures: [
      { name: 'snapshot.size', kind: 'mean', unit: 'kb', scale: KB },
      { name: 'snapshot.size', kind: 'count', unit: 'snapshots' },
    ],
  },
  {
    title: 'ops.cpu',
    figures: [
      { name: 'process.cpu', kind: 'rate', unit: 'cores' },
      { name: 'process.threads', kind: 'last', unit: 'threads' },
    ],
  },
  { title: 'ops.memory', figures: [{ name: 'process.memory', kind: 'last', unit: 'mb', scale: MB }] },
];

/** @param {Kind} kind */
const isCounted = (kind) => kind === 'total' || kind === 'count';

/** One period's number; null where nothing was measured, and nothing is not nought. @param {Figure} figure @param {OpsSample} sample @returns {number|null} */
export function numberOf({ name, kind, scale = 1 }, { seconds, values }) {
  const reading = values[name];
  if (!reading) return kind === 'rate' || isCounted(kind) ? 0 : null;
  if (kind === 'rate') return reading.sum / scale / seconds;
  if (kind === 'mean') return reading.sum / reading.count / scale;
  if (kind === 'most') return reading.most / scale;
  return kind === 'count' ? reading.count : reading.sum / scale;
}

/** What stands as the number now: of what is counted, all periods together; otherwise the last one that has any. @param {Figure} figure @param {OpsSample[]} samples @returns {number|null} */
export function present(figure, samples) {
  const values = samples.map((sample) => numberOf(figure, sample));
  if (isCounted(figure.kind)) return values.reduce((sum, value) => (sum ?? 0) + (value ?? 0), 0);
  return values.findLast((value) => value !== null) ?? null;
}

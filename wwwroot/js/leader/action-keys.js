// One letter for each action, and the order in which the buttons stand: the next step of life first.

/** @typedef {import('../contract.js').Action} Action */

/** Letters do for two actions where an issue never allows both. @type {Readonly<Partial<Record<Action, string>>>} */
export const ACTION_KEYS = Object.freeze({
  accept: 'a',
  dispatch: 'd',
  reportIn: 'i',
  assist: 'i',
  settle: 'o',
  resolve: 'o',
  verify: 'v',
  rate: 'p',
  close: 'q',
  extend: 'e',
  requestExtension: 'e',
  resume: 's',
  suspend: 's',
  transfer: 't',
  whistle: 'w',
  supervise: 'g',
  rework: 'r',
  return: 'b',
  reopen: 'b',
  merge: 'm',
  follow: 'f',
  comment: 'c',
  mark: 'u',
  clear: 'l',
});

/** @type {readonly Action[]} */
export const ACTION_ORDER = Object.freeze(
  /** @type {Action[]} */ ([
    'accept',
    'settle',
    'dispatch',
    'reportIn',
    'assist',
    'resolve',
    'extend',
    'resume',
    'verify',
    'rate',
    'close',
    'transfer',
    'whistle',
    'supervise',
    'suspend',
    'requestExtension',
    'rework',
    'return',
    'reopen',
    'merge',
    'void',
    'follow',
    'comment',
    'mark',
    'clear',
  ]),
);

/** What moves it along its life: the first of the offered ones is the one to press. @type {ReadonlySet<Action>} */
export const NEXT_STEPS = new Set(
  /** @type {Action[]} */ ([
    'accept',
    'dispatch',
    'reportIn',
    'assist',
    'resolve',
    'extend',
    'resume',
    'verify',
    'rate',
    'close',
  ]),
);

/** What sends it back or ends it. @type {ReadonlySet<Action>} */
export const DANGERS = new Set(/** @type {Action[]} */ (['void', 'return', 'rework']));

/** What is there beside the steps: it waits behind one button. @type {ReadonlySet<Action>} */
export const ASIDES = new Set(/** @type {Action[]} */ (['merge', 'void', 'follow', 'comment', 'mark', 'clear']));

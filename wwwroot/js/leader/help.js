// All keys on one page, asked for with a question mark.
import { openDialog } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { ACTION_KEYS } from './action-keys.js';
import { decides, queueOfKey } from './queues.js';

/** @param {Pick<import('../ui/app.js').App, 't'|'session'>} app */
export function openHelp({ t, session }) {
  const mayDecide = decides(session.role);
  /** @type {[string, string][]} */
  const general = [
    ['/', t('help.search')],
    ['j k', t('help.step')],
    ['Enter', t('help.read')],
    ...(mayDecide
      ? /** @type {[string, string][]} */ ([
          ['x', t('help.mark')],
          ['n', t('filing.title')],
        ])
      : []),
    ['Ctrl Enter', t('help.send')],
    ['z', t('app.undo')],
    ['h', t('replay.keys')],
    ['Esc', t('help.close')],
    ['?', t('help.title')],
  ];
  /** @type {[string, string][]} */
  const queues = [...'1234560'].flatMap((key) => {
    const queue = queueOfKey(session.role, key);
    return queue ? [/** @type {[string, string]} */ ([key, t(`queue.${queue}`)])] : [];
  });
  /** @type {Map<string, string[]>} */
  const letters = new Map();
  for (const [action, key] of Object.entries(ACTION_KEYS)) {
    const names = letters.get(key);
    if (names) names.push(t(`action.${action}`));
    else letters.set(key, [t(`action.${action}`)]);
  }
  const actions = [...letters].map(([key, names]) => /** @type {[string, string]} */ ([key, names.join(' / ')]));

  /** @param {string} title @param {[string, string][]} keys */
  const part = (title, keys) =>
    h(
      'section',
      null,
      h('h3', null, t(title)),
      h(
        'dl',
        { class: 'keys' },
        keys.flatMap(([key, words]) => [
          h(
            'dt',
            null,
            key.split(' ').map((each) => h('kbd', null, each)),
          ),
          h('dd', null, words),
        ]),
      ),
    );
  const { element } = openDialog({
    title: t('help.title'),
    body: [
      h(
        'div',
        { class: 'help' },
        part('help.list', general),
        part('queue.label', queues),
        part('help.actions', actions),
      ),
    ],
    actions: [],
    cancel: t('app.close'),
  });
  element.classList.add('dialog-wide');
}

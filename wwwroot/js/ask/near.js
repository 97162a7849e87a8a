// 附近已有人上报: before a second report of the same matter is sent, the first one can be joined instead.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { uuid } from '../ui/uuid.js';
import { prove } from './proof.js';

/** @typedef {import('../contract.js').AskNear} AskNear */
/** @typedef {import('../contract.js').AskReceipt} AskReceipt */
/** @typedef {{go: 'report'|'stay'}|{go: 'joined', receipt: AskReceipt}} Choice */

/**
 * @param {import('../ui/open-page.js').OpenPage} app
 * @param {import('../contract.js').AskView} view
 */
export function createNear(app, view) {
  const { t, door, explain, clock } = app;
  const { code } = view.area;
  const format = app.formatIn(view.timeZone);
  /** Issues that somebody has looked at and said: not mine. @type {Set<string>} */
  const others = new Set();
  /** One joining an issue, however often it is sent. @type {Map<string, string>} */
  const joinings = new Map();

  /** @param {string} issueId @param {(words: string) => void} onStep */
  async function join(issueId, onStep) {
    const id = joinings.get(issueId) ?? uuid();
    joinings.set(issueId, id);
    onStep(t('ask.proving'));
    const challenge = await door.challenge(code, id);
    if (challenge.problem) return challenge;
    const nonce = await prove(challenge.value);
    onStep(t('ask.joining'));
    return door.follow(code, { id, issueId, challenge: challenge.value.challenge, nonce });
  }

  /** @param {AskNear[]} found @returns {Promise<Choice>} */
  const ask = (found) =>
    new Promise((resolve) => {
      /** @type {Choice} */
      let choice = { go: 'stay' };
      /** @param {Choice} next */
      const choose = (next) => {
        choice = next;
        dialog.close();
      };
      const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
      const body = h(
        'div',
        { class: 'near-body' },
        h('h2', { id: 'near-title' }, t('ask.nearTitle', { n: rounded(found) })),
        h('p', { class: 'quiet' }, t('ask.nearWhy')),
        found.map((each) => card(each)),
        trouble,
        h(
          'button',
          {
            type: 'button',
            class: 'button wide near-not',
            on: {
              click: () => {
                for (const { id } of found) others.add(id);
                choose({ go: 'report' });
              },
            },
          },
          t('ask.nearNot'),
        ),
      );
      const dialog = h(
        'dialog',
        {
          class: 'near',
          'aria-labelledby': 'near-title',
          on: {
            close: () => {
              dialog.remove();
              resolve(choice);
            },
          },
        },
        h(
          'button',
          {
            type: 'button',
            class: 'choice near-close',
            'aria-label': t('app.close'),
            on: { click: () => dialog.close() },
          },
          icon('close'),
        ),
        body,
      );

      /** @param {AskNear} each */
      function card({ id, number, status, reportedAt, distanceMeters, description }) {
        const label = t('ask.nearMine');
        const button = h(
          'button',
          {
            type: 'button',
            class: 'big-button',
            on: {
              click: async () => {
                body.inert = true;
                trouble.hidden = true;
                const { value, problem } = await join(id, (words) =>
                  replace(button, h('span', { class: 'spinner', 'aria-hidden': 'true' }), words),
                );
                body.inert = false;
                if (value) return choose({ go: 'joined', receipt: value });
                replace(button, label);
                trouble.hidden = false;
                replace(trouble, t('ask.joinFailed', { reason: explain(problem) }));
              },
            },
          },
          label,
        );
        return h(
          'article',
          { class: 'card near-one' },
          h('strong', null, description ?? number),
          h(
            'p',
            { class: 'quiet' },
            [
              t(`status.${status}`),
              t('ask.metres', { n: Math.max(1, Math.round(distanceMeters)) }),
              t('track.reported', { time: format.relative(Date.parse(reportedAt), clock.now()) }),
            ].join(' · '),
          ),
          button,
        );
      }

      document.body.append(dialog);
      dialog.showModal();
    });

  return {
    /**
     * @param {string} category
     * @param {{lon: number, lat: number}} place
     * @returns {Promise<Choice>} `report` also where nothing could be found out: two reports of one matter are better than none.
     */
    async check(category, place) {
      const { value } = await door.near(code, category, place);
      const found = (value ?? []).filter(({ id }) => !others.has(id));
      return found.length > 0 ? ask(found) : { go: 'report' };
    },
  };
}

/** The farthest, in tens of metres. @param {AskNear[]} found */
const rounded = (found) => Math.max(10, Math.ceil(Math.max(...found.map((each) => each.distanceMeters)) / 10) * 10);

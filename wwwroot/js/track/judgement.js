// 满意 / 不满意, and 问题又出现了: what only the reporter may say, for as long as it may be said.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { judge } from './judge.js';
import { againForm, badForm, goodForm } from './judge-forms.js';
import { spanInWords } from './span.js';

/** @typedef {import('../contract.js').TrackView} TrackView */
/** @typedef {'good'|'bad'|'again'} Which */

/**
 * @param {import('../ui/open-page.js').OpenPage} app
 * @param {string} secret
 * @param {(view: TrackView) => void} onView What the server answered.
 */
export function createJudgement({ t, door, explain, clock }, secret, onView) {
  const element = h('section', { class: 'judgement', hidden: true });
  /** @type {TrackView|null} */
  let view = null;
  /** @type {{which: Which, form: import('./judge-forms.js').JudgeForm}|null} */
  let open = null;
  let busy = false;
  /** The word of this visit: an issue that is reopened no longer tells it. */
  let hasSaid = false;

  /** @param {string} words @param {string} endsAt */
  const left = (words, endsAt) =>
    h('p', { class: 'quiet' }, t(words, { span: spanInWords(Date.parse(endsAt) - clock.now(), t) }));
  /** @param {Which} which */
  const endOf = (which) => (which === 'again' ? view?.reopenEndsAt : view?.ratingEndsAt);
  const onBack = () => {
    open = null;
    draw();
  };

  /** @type {Record<Which, () => import('./judge-forms.js').JudgeForm>} */
  const forms = {
    good: () => goodForm(t, { onBack, onSend: () => rate(true, true, '') }),
    bad: () => badForm(t, { onBack, onSend: (solved, note) => rate(solved, false, note) }),
    again: () => againForm(t, { onBack, onSend: (note) => void submit(() => door.reopen(secret, note)) }),
  };

  /** @param {boolean} solved @param {boolean} satisfied @param {string} note */
  const rate = (solved, satisfied, note) =>
    void submit(() => door.rate(secret, { solved, satisfied, ...(note && { note }) }));

  /** @param {Which} which */
  function choose(which) {
    open = { which, form: forms[which]() };
    draw();
    open.form.element.scrollIntoView({ block: 'nearest' });
    /** @type {HTMLElement|null} */ (open.form.element.querySelector('textarea, input, button'))?.focus();
  }

  /** @param {() => Promise<import('../contract.js').Result<TrackView>>} send */
  async function submit(send) {
    const form = open?.form;
    if (busy || !view || !form) return;
    const { length } = view.steps;
    busy = true;
    form.say(null);
    form.setBusy(true);
    const { value, problem } = await judge({
      send,
      look: () => door.track(secret),
      isDone: (now) => now.steps.length > length,
    });
    busy = false;
    form.setBusy(false);
    if (problem) return form.say(t('track.notArrived', { reason: explain(problem) }));
    hasSaid = true;
    open = null;
    onView(value);
    element.scrollIntoView({ block: 'nearest' });
  }

  /** @param {'good'|'bad'} which @param {string} picture @param {string} words */
  const verdict = (which, picture, words) =>
    h(
      'button',
      { type: 'button', class: `verdict verdict-${which}`, on: { click: () => choose(which) } },
      icon(picture),
      t(words),
    );

  /** @param {TrackView} now */
  function thanks({ rating }) {
    if (!rating && !hasSaid) return null;
    const words = rating?.by === 'desk' ? 'track.calledBack' : rating ? 'track.thanks' : 'track.thanksAgain';
    return h(
      'div',
      { class: 'card thanks', role: 'status' },
      h('span', { class: 'thanks-mark' }, icon(rating ? 'heart' : 'undo')),
      h('div', null, h('strong', null, t(words)), rating && h('p', null, t('track.saidYes'))),
    );
  }

  function draw() {
    if (!view) return;
    if (open && !endOf(open.which)) open = null;
    if (open) {
      element.hidden = false;
      return replace(element, open.form.element);
    }
    const { ratingEndsAt, reopenEndsAt } = view;
    const parts = [
      thanks(view),
      ...(ratingEndsAt
        ? [
            h('h2', null, t('track.satisfiedAsk')),
            h('div', { class: 'verdicts' }, verdict('good', 'check', 'track.yes'), verdict('bad', 'close', 'track.no')),
            left('track.rateLeft', ratingEndsAt),
          ]
        : []),
      ...(reopenEndsAt
        ? [
            h(
              'button',
              { type: 'button', class: 'button wide', on: { click: () => choose('again') } },
              icon('undo'),
              t('track.again'),
            ),
            left('track.reopenLeft', reopenEndsAt),
          ]
        : []),
    ];
    element.hidden = parts.every((part) => !part);
    replace(element, parts);
  }

  return {
    element,
    /** @param {TrackView} next */
    show(next) {
      view = next;
      // What somebody is filling in stays as it is, unless it has become pointless.
      if (!open || !endOf(open.which)) draw();
    },
  };
}

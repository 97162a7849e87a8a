// The history as one readable story: who did what to whom, when and why; oldest first, as it happened.
import { h, replace } from './dom.js';
import { hasMessage } from './i18n.js';
import { ruleWords } from './rule.js';

/** @typedef {import('../contract.js').HistoryEntry} HistoryEntry */

/**
 * @param {Pick<import('./app.js').App, 't'|'format'|'clock'|'nameOf'|'settings'>} app
 * @param {() => import('./reference.js').Reference} [reference] With it the levels of a whistle and the words of a rule have names.
 */
export function createStory(app, reference) {
  const { t, format, clock } = app;
  const element = h('ol', { class: 'story' });
  /** An account role travels as its code, a post's as its name. @param {string|null|undefined} role */
  const roleWord = (role) => (role && hasMessage(`role.${role}`) ? t(`role.${role}`) : role);

  /** A desk's name says already that it is one. @param {import('../contract.js').Actor|null|undefined} by */
  function actorWords(by) {
    const role = roleWord(by?.role);
    return role && by && !by.name.includes(role) ? `${role} ${by.name}` : (by?.name ?? '');
  }

  /** @param {string|null|undefined} code @param {string} otherwise */
  const areaName = (code, otherwise) => reference?.().areas.name(code) || t(otherwise);

  /** Which clocks had run out when the watch whistled. @param {HistoryEntry} entry @param {HistoryEntry|undefined} before */
  function whyWhistled({ whistle }, before) {
    const stage = t(`stage.${before?.status ?? 'reported'}`);
    return (whistle?.clocks ?? []).map((name) => t(`story.ranOut.${name}`, { stage })).join(t('app.listComma'));
  }

  /** @param {HistoryEntry} entry @param {HistoryEntry|undefined} before @param {HistoryEntry|undefined} after @returns {string} */
  function sentence(entry, before, after) {
    const { at, kind, by, handler, whistle, warning } = entry;
    const name = kind.replace(/^issue\./, '');
    const values = {
      by: actorWords(by),
      to: handler ?? '',
      from: before?.handler ?? t('story.nobody'),
    };
    if (whistle) {
      const way = {
        ...values,
        from: areaName(whistle.from, 'story.levelHere'),
        level: areaName(whistle.to, 'story.levelUp'),
        why: whyWhistled(entry, before),
      };
      return t(`story.whistled.${by ? 'by' : 'watch'}${whistle.pastTop ? '.pastTop' : ''}`, way);
    }
    if (warning) {
      const clockWord = t(`story.clock.${warning.clock}`, { stage: t(`stage.${warning.stage}`) });
      return t(warning.overdue ? 'story.warned.overdue' : 'story.warned', {
        clock: clockWord,
        time: format.exact(Date.parse(warning.dueAt), Date.parse(at)),
      });
    }
    if (name === 'rated') {
      const who = !by ? 'reporter' : by.role === 'worker' ? 'worker' : 'callBack';
      // A bad judgement reopens in the same breath.
      const bad = after?.kind === 'issue.reopened' && after.at === at;
      return t(`story.rated.${who}`, { ...values, judged: t(bad ? 'story.judgedBad' : 'story.judgedGood') });
    }
    if (name === 'reopened' && before?.kind === 'issue.rated' && before.at === at) return t('story.reopened.rated');
    if (name === 'marked') return t(entry.urgent ? 'story.marked.urgent' : 'story.marked.normal', values);
    const key = `story.${name}`;
    const alone = `${key}.alone`;
    if (!by && hasMessage(alone)) return t(alone, values);
    return hasMessage(key) ? t(key, values) : t('story.other');
  }

  return {
    element,
    /** @param {HistoryEntry[]} history @param {import('../contract.js').IssueDetail['archived']} [archived] Where it lies instead. */
    show(history, archived) {
      const now = clock.now();
      const time = archived ? format.exact(Date.parse(archived.before), now) : '';
      replace(
        element,
        archived && h('li', { data: { kind: 'archived' } }, h('p', null, t('story.archived', { time }))),
        archived?.archive && h('li', null, h('p', { class: 'quiet' }, t('story.archive', { name: archived.archive }))),
        history.map((entry, i) => {
          const { at, kind, note, rule, handler } = entry;
          const time = Date.parse(at);
          return h(
            'li',
            { data: { kind } },
            h('time', { datetime: at, title: format.relative(time, now) }, format.exact(time, now)),
            h('p', null, sentence(entry, history[i - 1], history[i + 1])),
            rule
              ? h('p', { class: 'quiet' }, t('story.rule', { rule: ruleWords(app, reference, rule, handler) }))
              : null,
            note ? h('p', { class: 'story-note' }, note) : null,
          );
        }),
      );
    },
  };
}

// What has just happened is told, whatever is shown: a card for each new issue, a voice for the urgent ones, each once.
import { findIssue } from '../live/state.js';
import { createUrgentNews } from './urgent-news.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {ReturnType<typeof import('./arrivals.js').createArrivals>} options.arrivals
 * @param {ReturnType<typeof import('./voice-chip.js').createVoiceChip>} options.voice
 */
export function createAnnouncer({ app, arrivals, voice }) {
  const news = createUrgentNews({ now: app.clock.present });

  /** A step of the live stream. @param {import('../live/state.js').Step} step */
  return function announce({ state, touched, applied }) {
    for (const { kind, data } of applied) {
      if (kind === 'issue.reported' && data.issue && !data.issue.urgent) arrivals.announce(data.issue);
    }
    for (const issue of news.of([...touched].map((id) => findIssue(state, id)))) {
      arrivals.announce(issue);
      voice.read(issue);
    }
  };
}

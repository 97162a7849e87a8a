// One report on its way: the issue, its photos, its voice note, and the settling on the spot. What has arrived is not sent again.
import { uuid } from '../ui/uuid.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {{id: string, kind: string, blob: Blob, sent: boolean}} Shot */
/**
 * @typedef {object} Parcel
 * @property {Record<string, unknown>} body Of the report, without its id.
 * @property {readonly Shot[]} shots
 * @property {{id: string, blob: Blob, sent: boolean}|null} take The voice note.
 * @property {{answer: string}|null} settle Done already, there and then.
 */

/**
 * @param {import('../ui/app.js').App} app
 * @param {(words: string, part: number|null) => void} onProgress Part 0 to 1 of what is being sent; null where it is not known.
 */
export function createDelivery({ t, api, explain }, onProgress) {
  const id = uuid();
  /** The same for every attempt: settled once. */
  const key = uuid();
  /** @type {Issue|null} */
  let delivered = null;
  let settled = false;

  /** @param {Parcel} parcel @param {Issue} issue @returns {Promise<string|null>} */
  async function sendPhotos({ shots }, issue) {
    for (const [i, shot] of shots.entries()) {
      if (shot.sent) continue;
      const words = t('report.sendingPhoto', { n: i + 1, total: shots.length });
      onProgress(words, 0);
      const { problem } = await api.putPhoto(id, shot, (part) => onProgress(words, part));
      if (problem) return t('report.photoFailed', { number: issue.number, reason: explain(problem) });
      shot.sent = true;
    }
    return null;
  }

  /** @param {Parcel} parcel @param {Issue} issue @returns {Promise<string|null>} */
  async function sendVoice({ take }, issue) {
    if (!take || take.sent) return null;
    onProgress(t('report.sendingVoice'), null);
    const { problem } = await api.putVoice(issue.id, take);
    if (problem) return t('report.voiceFailed', { number: issue.number, reason: explain(problem) });
    take.sent = true;
    return null;
  }

  /** @param {Parcel} parcel @param {Issue} issue @returns {Promise<string|null>} */
  async function settle({ settle: how }, issue) {
    if (!how || settled) return null;
    onProgress(t('report.settling'), null);
    // Its photos have moved the version on, and the desk may have too.
    const read = await api.issue(issue.id);
    const answer = how.answer ? { answer: how.answer } : {};
    const { value, problem } = read.problem ? read : await api.act(read.value, 'settle', answer, key);
    if (problem) return t('report.settleFailed', { number: issue.number, reason: explain(problem) });
    settled = true;
    delivered = value;
    return null;
  }

  return {
    /** @returns {Issue|null} What the server has of it. */
    get issue() {
      return delivered;
    },
    get isSettled() {
      return settled;
    },
    /** @param {Parcel} parcel @returns {Promise<string|null>} What went wrong, in words; null when all of it has arrived. */
    async send(parcel) {
      if (!delivered) {
        onProgress(t('report.sending'), null);
        const { value, problem } = await api.report({ id, ...parcel.body });
        if (problem) return t('report.failed', { reason: explain(problem) });
        delivered = value;
      }
      return (
        (await sendPhotos(parcel, delivered)) ??
        (await sendVoice(parcel, delivered)) ??
        (await settle(parcel, delivered))
      );
    },
  };
}

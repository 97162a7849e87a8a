// What every page needs before it can show anything: words, theme, session, settings, clock. Passed on by argument.
import { createApi } from '../http/api.js';
import { createClient } from '../http/client.js';
import { createClock } from '../live/clock.js';
import { rememberAccount } from '../offline/account.js';
import { toSignIn } from '../offline/sign-in-door.js';
import { createFormat } from './format.js';
import { chooseLanguage, createTranslate, hasMessage } from './i18n.js';
import { createTheme } from './theme.js';

/** @typedef {import('../contract.js').Problem} Problem */
/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {Awaited<ReturnType<typeof startApp>>} App */

const RETRY_MS = 3_000;

/** Words and look only: for the sign-in page, which has no session. */
export function startWords() {
  const lang = chooseLanguage();
  const t = createTranslate(lang);
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  const api = createApi(createClient());
  /** @param {Problem} problem @returns {string} */
  const explain = (problem) => {
    if (problem.issueStatus && problem.code === 'issue.transition_refused') {
      const status = t(`status.${problem.issueStatus}`);
      const actions = (problem.allowed ?? []).map((action) => t(`action.${action}`)).join(t('app.listComma'));
      return actions === '' ? t('refusal.nothing', { status }) : t('refusal.now', { status, actions });
    }
    const key = `problem.${problem.code}`;
    return hasMessage(key) ? t(key) : t('problem.other', { code: problem.code });
  };
  return { lang, t, api, theme: createTheme(), explain };
}

/**
 * @param {object} [options]
 * @param {(reason: string) => void} [options.onTrouble]
 * @param {ReturnType<typeof startWords>} [options.words]
 * @param {Pick<import('../http/api.js').Api, 'session'|'settings'>} [options.source] Where a page that starts without a network has these from.
 */
export async function startApp({ onTrouble, words = startWords(), source = words.api } = {}) {
  const { lang, t, explain } = words;

  /**
   * Keeps asking until there is an answer: a page opened before its server must come alive by itself.
   * @template T
   * @param {() => Promise<Result<T>>} ask
   * @returns {Promise<T>}
   */
  async function insist(ask) {
    for (;;) {
      const { value, problem } = await ask();
      if (!problem) return value;
      if (problem.status === 401) {
        toSignIn();
        await new Promise(() => {});
      }
      onTrouble?.(explain(problem));
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  const session = await insist(source.session);
  rememberAccount(session.userName);
  const settings = await insist(source.settings);
  return {
    ...words,
    insist,
    session,
    settings,
    clock: createClock(),
    format: createFormat({ lang, timeZone: settings.timeZone || 'Asia/Shanghai', t }),
    /** A thing's name in the reader's language, where it has one. @param {{name?: string|null, nameEn?: string|null}|undefined} named @returns {string} */
    nameOf: (named) => (lang === 'en' && named?.nameEn ? named.nameEn : (named?.name ?? '')),
  };
}

// Check and import: one upload at a time, with its progress and a way out; import only what was just checked.
import { h, setText } from '../ui/dom.js';

/** The server's own sentence about a file is for clerks, and it says what is wrong with this very one. */
const TOLD_IN_DETAIL = ['area.file_unreadable', 'table.unreadable', 'table.header_refused'];

/**
 * @template {object} Report
 * @param {object} options
 * @param {Pick<import('../ui/app.js').App, 't'|'explain'>} options.app
 * @param {(query: Record<string, string>, file: File, options: {onProgress: (part: number) => void, signal: AbortSignal}) => Promise<import('../contract.js').Result<Report>>} options.send
 * @param {{bytes: number, words: string}} options.most How large a file may be, and what is said of one that is larger.
 * @param {() => File|null} options.file
 * @param {() => Record<string, string>|string} options.query
 * @param {(busy: boolean) => void} options.onBusy
 * @param {(report: Report) => void} options.onReport
 * @param {(words: string) => void} options.onRefusal
 */
export function createRunner({ app, send, most, file, query, onBusy, onReport, onRefusal }) {
  const { t, explain } = app;
  const check = h(
    'button',
    { type: 'button', class: 'button button-primary', disabled: true, on: { click: () => run(false) } },
    t('import.check'),
  );
  const apply = h(
    'button',
    { type: 'button', class: 'button', disabled: true, on: { click: () => run(true) } },
    t('import.apply'),
  );
  const cancel = h('button', { type: 'button', class: 'button', on: { click: () => abort?.abort() } }, t('app.cancel'));
  const bar = h('progress', { max: '1', value: '0' });
  const words = h('span', { role: 'status' });
  const progress = h('div', { class: 'progress', hidden: true }, words, bar, cancel);
  /** @type {AbortController|null} */
  let abort = null;
  /** @type {{file: File, key: string}|null} What was checked without an error. */
  let checked = null;

  /** @param {Record<string, string>|string} asked */
  const isChecked = (asked) => checked !== null && checked.file === file() && checked.key === JSON.stringify(asked);

  function show() {
    const ready = file() !== null && abort === null;
    const may = ready && isChecked(query());
    check.disabled = !ready;
    apply.disabled = !may;
    // What is to be done next stands out.
    check.classList.toggle('button-primary', !may);
    apply.classList.toggle('button-primary', may);
    progress.hidden = abort === null;
  }

  /** @param {boolean} applying */
  async function run(applying) {
    const chosen = file();
    if (!chosen || abort) return;
    const asked = query();
    if (typeof asked === 'string') return onRefusal(t('form.missing', { field: asked }));
    if (applying && !isChecked(asked)) return;
    if (chosen.size > most.bytes) return onRefusal(most.words);
    const control = new AbortController();
    abort = control;
    checked = null;
    bar.value = 0;
    setText(words, t('import.sending', { n: 0 }));
    onBusy(true);
    show();
    const { value, problem } = await send({ ...asked, apply: String(applying) }, chosen, {
      signal: control.signal,
      onProgress(part) {
        if (part < 1) bar.value = part;
        // How long the server works is not known.
        else bar.removeAttribute('value');
        setText(
          words,
          part < 1
            ? t('import.sending', { n: Math.round(part * 100) })
            : t(applying ? 'import.applying' : 'import.checking'),
        );
      },
    });
    abort = null;
    onBusy(false);
    if (control.signal.aborted) onRefusal(t(applying ? 'import.applyCancelled' : 'import.cancelled'));
    else if (value) {
      if (!applying) checked = { file: chosen, key: JSON.stringify(asked) };
      onReport(value);
    } else if (problem?.report) onReport(/** @type {Report} */ (/** @type {unknown} */ (problem.report)));
    else if (problem) {
      const own = TOLD_IN_DETAIL.includes(problem.code) && problem.detail;
      onRefusal(own || explain(problem));
    }
    show();
  }

  return {
    element: h('div', { class: 'run' }, h('div', { class: 'run-buttons' }, check, apply), progress),
    /** The file or an option changed. */
    show,
    destroy() {
      abort?.abort();
    },
  };
}

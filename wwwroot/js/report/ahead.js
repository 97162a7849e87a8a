// While there is a network: reads what its person will want without one. The chain of the own areas, and the story of each own task.
import { isTask, isToVerify } from './duties.js';

const MOST_AREAS = 6;
const MOST_TASKS = 30;
const PREFIX = 'issue:';

/**
 * @param {object} options
 * @param {import('../contract.js').Session} options.session
 * @param {import('../offline/reader.js').Reader} options.reader
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {(fault: unknown) => void} options.onFault
 */
export function createAhead({ session, reader, state, onFault }) {
  let isRunning = false;

  async function stories() {
    const tasks = [...(state()?.open ?? [])]
      .filter((issue) => isTask(issue, session) || isToVerify(issue, session))
      .slice(0, MOST_TASKS);
    for (const { id, version } of tasks) {
      const before = await reader.kept(PREFIX + id);
      if (before?.value.version !== version) await reader.issue(id);
    }
    const wanted = new Set(tasks.map(({ id }) => PREFIX + id));
    for (const name of await reader.names(PREFIX)) if (!wanted.has(name)) await reader.drop(name);
  }

  /** @param {() => Promise<void>} work */
  async function run(work) {
    if (isRunning) return;
    isRunning = true;
    await work().catch(onFault);
    isRunning = false;
  }

  return {
    /** The stream is live. */
    all: () =>
      run(async () => {
        for (const area of session.areaCodes.slice(0, MOST_AREAS)) await reader.responsible({ area });
        await stories();
      }),
    /** Now and then: tasks have come and gone. */
    stories: () => run(stories),
  };
}

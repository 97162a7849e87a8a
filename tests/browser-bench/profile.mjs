// Where the page's thread spends its time: with PROFILE set, each measurement prints its most expensive functions.

/**
 * @template T
 * @param {import('playwright-core').CDPSession} cdp
 * @param {string|undefined} wanted
 * @param {() => Promise<T>} run
 * @returns {Promise<{result: T, print: string}>}
 */
export async function profiled(cdp, wanted, run) {
  if (!wanted) return { result: await run(), print: '' };
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.start');
  const result = await run();
  const { profile } = await cdp.send('Profiler.stop');
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  /** @type {Map<string, number>} */
  const totals = new Map();
  profile.samples?.forEach((sample, i) => {
    const seen = new Set();
    for (let id = /** @type {number|undefined} */ (sample); id !== undefined; id = parents.get(id)) {
      const frame = nodes.get(id)?.callFrame;
      const name = frame
        ? `${frame.functionName || 'anonymous'} ${frame.url.split('/').pop()}:${frame.lineNumber + 1}`
        : '';
      if (seen.has(name)) continue;
      seen.add(name);
      totals.set(name, (totals.get(name) ?? 0) + (profile.timeDeltas?.[i] ?? 0) / 1000);
    }
  });
  const most = [...totals].sort((a, b) => b[1] - a[1]).slice(0, 24);
  return { result, print: most.map(([name, ms]) => `${ms.toFixed(1)} ms ${name}`).join('\n') };
}

// The map against Leaflet with markercluster, alternated, medians with their spread as a Markdown table:
//   npm run bench:map            ROUNDS=7 CHROMIUM=/usr/bin/chromium PROFILE=change npm run bench:map
// RATIOS names a file for the rounds' ratios. Task time of the page's thread, not script time: promises, frames, layout and the browser's own painting count.
import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { profiled } from './profile.mjs';
import { serve } from './server.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const FRAMES = 100;
const BURST = 20;
const STEPS = 12;
const SIDES = /** @type {const} */ (['ours', 'markercluster']);
const ROWS = {
  first: 'first full paint, ms',
  firstTask: 'main thread until 1.5 s after, ms',
  single: 'main thread per change, one a frame, ms',
  singleNet: 'the same without the empty frame, ms',
  burst: `main thread per change, ${BURST} a frame, ms`,
  burstNet: 'the same without the empty frame, ms',
  steps: `main thread per zoom step, ${STEPS} in a row, ms`,
  zoom: 'main thread per zoom, each at rest, ms',
  heap: 'JavaScript heap after all that, MB',
  idle: 'an empty frame, ms (in the figures above that do not say otherwise)',
};

/** @param {import('playwright-core').Browser} browser @param {string} url @param {typeof SIDES[number]} side */
async function measure(browser, url, side) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(side, error));
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await page.goto(`${url}/pages/${side}.html`);
  await page.waitForFunction('window.bench');
  await page.evaluate(() => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    Object.assign(window, { frame, rest: (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms)) });
  });
  async function metrics() {
    const { metrics: list } = await cdp.send('Performance.getMetrics');
    return Object.fromEntries(list.map(({ name, value }) => [name, value]));
  }
  /** Task time in ms, until half a second after: what is put off counts. @param {string} script */
  async function taskTime(script) {
    const before = await metrics();
    const { result, print } = await profiled(cdp, process.env.PROFILE, () =>
      page.evaluate(`(async () => { const took = await (${script})(); await rest(500); return took; })()`),
    );
    const after = await metrics();
    if (print) console.log(`\n${side}\n${print}`);
    return { result, ms: (after.TaskDuration - before.TaskDuration) * 1000 };
  }
  const first = await taskTime(`async () => {
    const start = performance.now(); bench.begin(); await frame(); await frame();
    const took = performance.now() - start; await rest(1000); return took; }`);
  const idle = await taskTime(`async () => { for (let i = 0; i < ${FRAMES}; i++) await frame(); }`);
  const changes = (/** @type {number} */ count) =>
    taskTime(`async () => { for (let i = 0; i < ${FRAMES}; i++) { bench.message(${count}); await frame(); } }`);
  const single = await changes(1);
  const burst = await changes(BURST);
  const steps = await taskTime(`async () => {
    for (let i = 0; i < ${STEPS}; i++) { bench.zoomBy(i < ${STEPS / 2} ? 0.5 : -0.5); await frame(); await frame(); } }`);
  const zoom = await taskTime(
    `async () => { for (const by of [0.5, 0.5, -0.5, -0.5]) { bench.zoomBy(by); await rest(600); } }`,
  );
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  const heap = (await metrics()).JSHeapUsedSize / 1e6;
  await context.close();
  return {
    first: Number(first.result),
    firstTask: first.ms,
    single: single.ms / FRAMES,
    singleNet: (single.ms - idle.ms) / FRAMES,
    burst: burst.ms / FRAMES / BURST,
    burstNet: (burst.ms - idle.ms) / FRAMES / BURST,
    steps: steps.ms / STEPS,
    zoom: zoom.ms / 4,
    heap,
    idle: idle.ms / FRAMES,
  };
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
/** @param {number} value */
const short = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
/** @param {number[]} values */
const spread = (values) => `${short(median(values))} (${short(Math.min(...values))}–${short(Math.max(...values))})`;

const { url, close } = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
/** @type {Record<typeof SIDES[number], Record<string, number>[]>} */
const rounds = { ours: [], markercluster: [] };
for (let round = 0; round < ROUNDS; round++)
  for (const side of SIDES) rounds[side].push(await measure(browser, url, side));
await browser.close();
close();

console.log(`\nChromium without a GPU, 1920 × 1080, ${ROUNDS} rounds a side, alternated; median (least–most)\n`);
/** @type {Record<string, number[]>} */
const ratiosOf = {};
console.log('| | the product | Leaflet and markercluster | ratio: median (least–most) |\n|---|---|---|---|');
for (const [key, title] of Object.entries(ROWS)) {
  const ours = rounds.ours.map((round) => round[key] ?? Number.NaN);
  const theirs = rounds.markercluster.map((round) => round[key] ?? Number.NaN);
  const ratios = ours.map((value, i) => value / (theirs[i] ?? Number.NaN));
  ratiosOf[key] = ratios;
  console.log(`| ${title} | ${spread(ours)} | ${spread(theirs)} | ${spread(ratios)} |`);
}
if (process.env.RATIOS) writeFileSync(process.env.RATIOS, JSON.stringify(ratiosOf));

// The map as a picture, drawn on a canvas of its own: title, time, areas, issues, names, legend and scale. Nothing of the page is copied, so no tile of
// another origin can be in it, and it says so.
import { GROUP_ORDER, groupOf, STATUS_GROUPS } from '../../contract.js';

/** @typedef {import('../../contract.js').Issue} Issue */
/** @typedef {{lon: number, lat: number}} Place */
/**
 * @typedef {object} PictureOptions
 * @property {string} title
 * @property {string} time
 * @property {string} note What is left out.
 * @property {import('../../contract.js').AreaFeature[]} areas Those to outline, large before small.
 * @property {Issue[]} issues
 * @property {(issue: Issue) => boolean} isOverdue
 * @property {(code: string) => number} countOf
 * @property {(group: import('../../contract.js').StatusGroup) => string} wordOf
 * @property {string} overdueWord
 * @property {(metres: number) => string} scaleWord
 */

const WIDTH = 1600;
const HEIGHT = 1130;
const FRAME = { left: 40, top: 110, right: WIDTH - 40, bottom: HEIGHT - 90 };
const METRES_A_DEGREE = 111_320;
const SCALES = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** @param {PictureOptions} options @returns {Promise<Blob>} A PNG of 1600 × 1130, in the page's theme. */
export function drawPicture(options) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const ctx = canvas.getContext('2d');
  if (!ctx) return Promise.reject(new Error('this browser paints no canvas'));
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const font = (/** @type {number} */ size, weight = 400) => `${weight} ${size}px ${colour('--font') || 'sans-serif'}`;
  const outlines = options.areas.flatMap((area) => ringsOf(area).map((ring) => ({ area, ring })));
  const project = projection([
    ...outlines.flatMap(({ ring }) => ring),
    ...options.issues.map(({ location: { lon, lat } }) => /** @type {[number, number]} */ ([lon, lat])),
  ]);

  ctx.fillStyle = colour('--map-ground');
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  drawAreas(ctx);
  drawIssues(ctx);
  drawNames(ctx);
  drawFrame(ctx);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );

  /** @param {CanvasRenderingContext2D} pen */
  function drawAreas(pen) {
    for (const { area, ring } of outlines) {
      pen.beginPath();
      for (const [lon, lat] of ring) pen.lineTo(...project.at(lon, lat));
      pen.closePath();
      const isBuilding = area.properties.level === 'building';
      if (isBuilding) {
        pen.fillStyle = colour('--map-building');
        pen.fill();
        continue;
      }
      pen.fillStyle = colour('--area-bloom');
      pen.fill();
      pen.strokeStyle = colour('--area-line');
      pen.lineWidth = 2.5;
      pen.stroke();
    }
  }

  /** @param {CanvasRenderingContext2D} pen */
  function drawIssues(pen) {
    for (const issue of options.issues) {
      const [x, y] = project.at(issue.location.lon, issue.location.lat);
      if (options.isOverdue(issue)) ring(pen, x, y);
      mark(pen, x, y, groupOf(issue.status), 7);
    }
  }

  /** @param {CanvasRenderingContext2D} pen */
  function drawNames(pen) {
    pen.textAlign = 'center';
    for (const { properties } of options.areas) {
      if (properties.level === 'building' || !properties.label) continue;
      const [x, y] = project.at(properties.label.lon, properties.label.lat);
      pen.font = font(20, 600);
      pen.lineWidth = 5;
      pen.strokeStyle = colour('--map-halo');
      const words = `${properties.name} · ${options.countOf(properties.code)}`;
      pen.strokeText(words, x, y);
      pen.fillStyle = colour('--text');
      pen.fillText(words, x, y);
    }
  }

  /** @param {CanvasRenderingContext2D} pen */
  function drawFrame(pen) {
    pen.fillStyle = colour('--panel');
    pen.fillRect(0, 0, WIDTH, 84);
    pen.fillRect(0, HEIGHT - 70, WIDTH, 70);
    pen.textAlign = 'left';
    pen.fillStyle = colour('--text');
    pen.font = font(32, 700);
    pen.fillText(options.title, 40, 54);
    pen.textAlign = 'right';
    pen.font = font(22);
    pen.fillStyle = colour('--quiet');
    pen.fillText(options.time, WIDTH - 40, 52);
    pen.textAlign = 'left';
    pen.font = font(18);
    let x = 48;
    for (const group of GROUP_ORDER) {
      mark(pen, x, HEIGHT - 38, group, 8);
      pen.fillStyle = colour('--text');
      pen.fillText(options.wordOf(group), x + 18, HEIGHT - 32);
      x += 50 + pen.measureText(options.wordOf(group)).width;
    }
    ring(pen, x, HEIGHT - 38);
    pen.fillStyle = colour('--text');
    pen.fillText(options.overdueWord, x + 20, HEIGHT - 32);
    x += 60 + pen.measureText(options.overdueWord).width;
    pen.font = font(15);
    pen.fillStyle = colour('--quiet');
    pen.fillText(options.note, x, HEIGHT - 33);
    const metres = SCALES.findLast((each) => each * project.pixelsPerMetre <= 220) ?? SCALES[0] ?? 20;
    const length = metres * project.pixelsPerMetre;
    pen.strokeStyle = colour('--text');
    pen.lineWidth = 2;
    pen.strokeRect(WIDTH - 40 - length, HEIGHT - 36, length, 0.5);
    pen.textAlign = 'center';
    pen.fillText(options.scaleWord(metres), WIDTH - 40 - length / 2, HEIGHT - 44);
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {import('../../contract.js').StatusGroup} group @param {number} size */
  function mark(pen, x, y, group, size) {
    const { shape, token } = STATUS_GROUPS[group];
    pen.beginPath();
    if (shape === 'circle') pen.arc(x, y, size, 0, 2 * Math.PI);
    else if (shape === 'bar') pen.rect(x - size * 0.6, y - size, size * 1.2, 2 * size);
    else if (shape === 'check') {
      pen.moveTo(x - size, y);
      pen.lineTo(x - size * 0.3, y + size * 0.7);
      pen.lineTo(x + size, y - size * 0.8);
    } else {
      const points =
        shape === 'diamond'
          ? [
              [0, -1.2],
              [1.2, 0],
              [0, 1.2],
              [-1.2, 0],
            ]
          : [
              [0, -1.1],
              [1.15, 0.9],
              [-1.15, 0.9],
            ];
      for (const [dx = 0, dy = 0] of points) pen.lineTo(x + dx * size, y + dy * size);
      pen.closePath();
    }
    pen.lineWidth = shape === 'check' ? 3 : 2;
    pen.strokeStyle = shape === 'check' ? colour(token) : colour('--marker-back');
    pen.stroke();
    if (shape === 'check') return;
    pen.fillStyle = colour(token);
    pen.fill();
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y */
  function ring(pen, x, y) {
    pen.beginPath();
    pen.arc(x, y, 13, 0, 2 * Math.PI);
    pen.lineWidth = 3;
    pen.strokeStyle = colour('--alert');
    pen.stroke();
  }
}

/** @param {import('../../contract.js').AreaFeature} area @returns {[number, number][][]} Outer rings; a hole is not worth a second path here. */
function ringsOf({ geometry }) {
  if (!geometry) return [];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map(([outer = []]) =>
    outer.map(([lon = 0, lat = 0]) => /** @type {[number, number]} */ ([lon, lat])),
  );
}

/** Everything into the frame, true to scale. @param {[number, number][]} points */
function projection(points) {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  if (west > east) [west, south, east, north] = [0, 0, 0.01, 0.01];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const width = Math.max((east - west) * squeeze, 1e-5);
  const height = Math.max(north - south, 1e-5);
  const scale = Math.min((FRAME.right - FRAME.left) / width, (FRAME.bottom - FRAME.top) / height);
  const left = (FRAME.left + FRAME.right - width * scale) / 2;
  const top = (FRAME.top + FRAME.bottom - height * scale) / 2;
  return {
    pixelsPerMetre: scale / METRES_A_DEGREE,
    /** @param {number} lon @param {number} lat @returns {[number, number]} */
    at: (lon, lat) => [left + (lon - west) * squeeze * scale, top + (north - lat) * scale],
  };
}

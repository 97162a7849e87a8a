// The poster's map as vectors, in millimetres of an A3 sheet: sharp at every size.
import { svg } from '../ui/dom.js';
import { fitTo, freeBox, linesOf, pathOf, widthOf } from './geometry.js';

/** @typedef {import('./data.js').Poster} Poster */
/** @typedef {{place: (lon: number, lat: number) => [number, number], perMetre: number, width: number, height: number}} Frame */
/** @typedef {import('./geometry.js').Box} Box */

/** Painted in this order below the roads. */
const GROUNDS = ['context', 'estate', 'school', 'market', 'plaza', 'green', 'water', 'track'];
const NAMED = ['estate', 'green', 'water', 'school', 'market', 'plaza'];
const NAME_TEXT = 2.4;
const PLATE_TEXT = 3.4;
const LEADER_TEXT = 2.6;

/** @param {Poster} poster @param {{width: number, height: number, t: import('../ui/i18n.js').Translate}} options Millimetres. */
export function createPosterMap(poster, { width, height, t }) {
  const frame = { ...fitTo(poster.outline.geometry, { width, height, margin: 5 }), width, height };
  /** @type {Box[]} */
  const taken = [];
  const footprints = footprintsOf(poster, frame);
  // What is taken first has its place for sure: facilities stand where they stand, plates find one, names of estates may fail.
  const services = facilities(poster, frame, taken, footprints);
  const plates = plateTexts(poster, frame, taken, footprints);
  return svg(
    'svg',
    {
      class: 'map-svg',
      viewBox: `0 0 ${width.toFixed(2)} ${height.toFixed(2)}`,
      role: 'img',
      'aria-label': t('poster.mapOf', { name: poster.root.name }),
    },
    svg('rect', { class: 'ground', width, height }),
    ...grounds(poster, frame),
    ...roads(poster, frame),
    fog(poster, frame),
    ...poster.parts.map((part) =>
      svg('path', { class: `part hue-${part.hue}`, d: pathOf(part.feature.geometry, frame.place) }),
    ),
    ...poster.lines.map((line) => svg('path', { class: 'micro', d: pathOf(line.geometry, frame.place) })),
    ...poster.parts.map((part) => svg('path', { class: 'part-line', d: pathOf(part.feature.geometry, frame.place) })),
    svg('path', { class: 'root-line', d: pathOf(poster.outline.geometry, frame.place) }),
    ...footprints.flatMap(building),
    ...estates(poster, frame, [...footprints, ...taken]),
    ...services,
    ...plates,
    ...scale(frame, t),
  );
}

/** @param {Poster} poster @param {Frame} frame */
const grounds = (poster, { place }) =>
  GROUNDS.flatMap((kind) =>
    poster.base
      .filter(({ properties }) => properties.kind === kind && properties.class !== 'tree')
      .map(({ properties, geometry }) =>
        svg('path', { class: `base base-${kind} base-${properties.class ?? 'plain'}`, d: pathOf(geometry, place) }),
      ),
  );

/** @param {Poster} poster @param {Frame} frame */
function roads(poster, { place, perMetre }) {
  const found = poster.base.filter(({ properties }) => properties.kind === 'road');
  return /** @type {const} */ (['road-edge', 'road']).flatMap((pass) =>
    found.map(({ properties, geometry }) =>
      svg('path', {
        class: pass,
        d: pathOf(geometry, place),
        'stroke-width': ((properties.width ?? 4) * perMetre + (pass === 'road-edge' ? 0.35 : 0)).toFixed(2),
      }),
    ),
  );
}

/** Everything around the area is paler. @param {Poster} poster @param {Frame} frame */
const fog = (poster, { place, width, height }) =>
  svg('path', {
    class: 'fog',
    'fill-rule': 'evenodd',
    d: `M0 0H${width}V${height}H0Z${pathOf(poster.outline.geometry, place)}`,
  });

/** @typedef {Box & {path: string, number: string}} Footprint */

/** Where each building stands, and its number. @param {Poster} poster @param {Frame} frame @returns {Footprint[]} */
function footprintsOf(poster, { place }) {
  return poster.parts
    .flatMap((part) => part.buildings)
    .flatMap(({ feature, name }) => {
      const points = (linesOf(feature.geometry)[0] ?? []).map(([lon = 0, lat = 0]) => place(lon, lat));
      if (points.length === 0) return [];
      const xs = points.map(([x]) => x);
      const ys = points.map(([, y]) => y);
      const number = /(\d+|[A-Za-z])\s*(?:栋|幢|号楼|座|号)?$/.exec(name)?.[1] ?? '';
      return [
        {
          left: Math.min(...xs),
          top: Math.min(...ys),
          right: Math.max(...xs),
          bottom: Math.max(...ys),
          number,
          path: pathOf(feature.geometry, place),
        },
      ];
    });
}

/** @param {Footprint} footprint */
function building({ left, top, right, bottom, number, path }) {
  const outline = svg('path', { class: 'building', d: path });
  const size = Math.min(2.3, (Math.min(right - left, bottom - top) + 0.9) * 0.85);
  if (number === '' || size < 0.8) return [outline];
  return [outline, text('building-number', number, (left + right) / 2, (top + bottom) / 2 + size * 0.36, size)];
}

/** Names of estates, where they hide no building. @param {Poster} poster @param {Frame} frame @param {Box[]} footprints */
function estates(poster, { place, width, height }, footprints) {
  const within = { left: 1, top: 1, right: width - 1, bottom: height - 1 };
  /** @type {Box[]} */
  const taken = [];
  return poster.base.flatMap(({ properties, geometry }) => {
    if (!properties.name || !NAMED.includes(properties.kind)) return [];
    const points = linesOf(/** @type {import('./geometry.js').Geometry} */ (geometry))
      .flat()
      .map(([lon = 0, lat = 0]) => place(lon, lat));
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const size = { width: widthOf(properties.name) * NAME_TEXT, height: NAME_TEXT * 1.2 };
    if (size.width > right - left || right < 0 || left > width) return [];
    const box = freeBox([(left + right) / 2, (top + bottom) / 2], size, {
      taken: [...taken, ...footprints],
      within,
      reach: 6,
    });
    if (!box) return [];
    taken.push(box);
    return [text('base-name', properties.name, (box.left + box.right) / 2, box.bottom - 0.4, NAME_TEXT)];
  });
}

/** @param {Poster} poster @param {Frame} frame @param {Box[]} taken @param {Footprint[]} footprints */
function facilities(poster, { place, width, height }, taken, footprints) {
  const within = { left: 1, top: 1, right: width - 1, bottom: height - 1 };
  return poster.facilities.flatMap(({ name, lon, lat }) => {
    const [x, y] = place(lon, lat);
    if (x < 0 || y < 0 || x > width || y > height) return [];
    taken.push({ left: x - 1.7, top: y - 1.7, right: x + 1.7, bottom: y + 1.7 });
    const mark = [
      svg('circle', { class: 'facility', cx: x.toFixed(2), cy: y.toFixed(2), r: 1.5 }),
      svg('path', { class: 'facility-star', d: star(x, y, 1) }),
    ];
    const box = freeBox(
      [x, y - 2.8],
      { width: widthOf(name) * 1.9 + 1, height: 2.4 },
      { taken, hidden: footprints, within },
    );
    if (!box) return mark;
    taken.push(box);
    return [...mark, text('facility-name', name, (box.left + box.right) / 2, box.bottom - 0.5, 1.9)];
  });
}

/** Five points around a middle. @param {number} x @param {number} y @param {number} radius */
const star = (x, y, radius) =>
  `M${Array.from({ length: 10 }, (_, index) => {
    const reach = index % 2 === 0 ? radius : radius * 0.42;
    const angle = (index * Math.PI) / 5 - Math.PI / 2;
    return `${(x + reach * Math.cos(angle)).toFixed(2)} ${(y + reach * Math.sin(angle)).toFixed(2)}`;
  }).join('L')}Z`;

/** Name and first person of each part, none over another. @param {Poster} poster @param {Frame} frame @param {Box[]} taken @param {Footprint[]} footprints */
function plateTexts(poster, { place, width, height }, taken, footprints) {
  const within = { left: 1, top: 1, right: width - 1, bottom: height - 1 };
  return poster.parts.flatMap((part) => {
    const label = part.feature.properties.label;
    if (!label) return [];
    const first = part.posts.find(({ person }) => person)?.person;
    const leader = first ? [first.name, first.phone ?? ''].join(' ').trim() : '';
    const size = {
      width: Math.max(widthOf(part.name) * PLATE_TEXT, widthOf(leader) * LEADER_TEXT) + 3,
      height: PLATE_TEXT + (leader ? LEADER_TEXT + 1.1 : 0) + 2,
    };
    const box = freeBox(place(label.lon, label.lat), size, { taken, hidden: footprints, within });
    if (!box) return [];
    taken.push(box);
    const middle = (box.left + box.right) / 2;
    return [
      svg('rect', {
        class: 'plate',
        x: box.left.toFixed(2),
        y: box.top.toFixed(2),
        width: size.width.toFixed(2),
        height: size.height.toFixed(2),
        rx: 1,
      }),
      text('plate-name', part.name, middle, box.top + PLATE_TEXT + 0.4, PLATE_TEXT),
      ...(leader ? [text('plate-leader', leader, middle, box.bottom - 1.3, LEADER_TEXT)] : []),
    ];
  });
}

/** A bar of round length, and where north is. @param {Frame} frame @param {import('../ui/i18n.js').Translate} t */
function scale({ perMetre, height }, t) {
  const metres =
    [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000].findLast((length) => length * perMetre <= 40) ?? 10;
  const length = metres * perMetre;
  const y = height - 4;
  return [
    svg('path', { class: 'scale-bar', d: `M4 ${y - 1.2}V${y}H${4 + length}V${y - 1.2}` }),
    text('scale-text', metres >= 1000 ? `${metres / 1000} km` : `${metres} m`, 4 + length / 2, y - 1.6, 2.2),
    svg('path', { class: 'north', d: `M${10 + length} ${y}l1.6 -5.6l1.6 5.6l-1.6 -1.1z` }),
    text('scale-text', t('poster.north'), 11.6 + length, y - 6, 2.2),
  ];
}

/** @param {string} name @param {string} words @param {number} x @param {number} y @param {number} size Millimetres. */
function text(name, words, x, y, size) {
  const element = svg('text', { class: name, x: x.toFixed(2), y: y.toFixed(2), 'font-size': size.toFixed(2) });
  element.textContent = words;
  return element;
}

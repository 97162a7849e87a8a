// The canvas's colours come from the same custom properties as the page's, so one theme switch changes both.

/** @typedef {ReturnType<typeof readPalette>} Palette */

export function readPalette() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const read = (name) => style.getPropertyValue(name).trim() || '#888';
  return {
    ground: read('--map-ground'),
    context: read('--map-context'),
    contextEdge: read('--map-context-edge'),
    estate: read('--map-estate'),
    road: read('--map-road'),
    roadEdge: read('--map-road-edge'),
    roadLine: read('--map-road-line'),
    roadName: read('--map-road-name'),
    water: read('--map-water'),
    waterEdge: read('--map-water-edge'),
    green: read('--map-green'),
    hill: read('--map-hill'),
    tree: read('--map-tree'),
    school: read('--map-school'),
    track: read('--map-track'),
    pitch: read('--map-pitch'),
    market: read('--map-market'),
    plaza: read('--map-plaza'),
    placeName: read('--map-place-name'),
    building: read('--map-building'),
    buildingEdge: read('--map-building-edge'),
    buildingShade: read('--map-building-shade'),
    buildingName: read('--map-building-name'),
    areaLine: read('--area-line'),
    areaGlow: read('--area-glow'),
    microLine: read('--micro-line'),
    classes: [1, 2, 3, 4, 5].map((step) => read(`--class-${step}`)),
    heat: [1, 2, 3, 4].map((step) => read(`--heat-${step}`)),
    loads: [read('--load-1'), read('--load-2'), read('--load-3'), read('--load-4')],
    plate: read('--plate'),
    plateEdge: read('--plate-edge'),
    text: read('--text'),
    quiet: read('--quiet'),
    halo: read('--map-halo'),
    nameHalo: read('--map-name-halo'),
    cross: read('--map-cross'),
    areaBloom: read('--area-bloom'),
    marker: read('--marker-back'),
    onMarker: read('--on-marker'),
    alert: read('--alert'),
    gold: read('--gold'),
    focus: read('--focus'),
    groups: {
      waiting: read('--waiting'),
      working: read('--working'),
      checking: read('--checking'),
      done: read('--done'),
      onHold: read('--on-hold'),
    },
    font: style.getPropertyValue('--font').trim() || 'sans-serif',
  };
}

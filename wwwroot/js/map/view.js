// What a layer paints with, and where a picture stands once it is painted. Canvas coordinates are Leaflet's layer points.
import { DomUtil, point } from 'leaflet';
import { latOf, metre } from './mercator.js';

/** @typedef {import('leaflet').Map} LeafletMap */
/** @typedef {import('./outline.js').Box} Box */
/** @typedef {import('./palette.js').Palette} Palette */

/**
 * @typedef {object} View
 * @property {CanvasRenderingContext2D} ctx
 * @property {number} zoom As it would be at the 1080p design: a wall with twice the pixels shows no more things.
 * @property {number} scale Unit square to pixels.
 * @property {number} originX
 * @property {number} originY
 * @property {Box} box What is painted, on the unit square.
 * @property {number} left The painted part's corner in layer points.
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {{x: number, y: number}} corner The map's own corner in layer points.
 * @property {import('./name-layer.js').Rect} seen What of it is in sight, in layer points.
 * @property {number} unit Pixels per pixel of the 1080p design: texts and markers grow with the page's rem.
 * @property {number} pixelsPerMetre
 * @property {(size: number) => number} px A text size of the 1080p design in pixels, never below what this wall allows.
 * @property {Palette} palette
 * @property {number} dense Canvas pixels per pixel.
 */
/** @typedef {Omit<View, 'ctx'>} Frame A view before it is known on what it is painted. */
/** @typedef {{scale: number, worldX: number, worldY: number}} Stand Where a picture was painted: its corner in pixels of the whole world at that scale. */

/** Pixels painted beyond the view on each side: a drag moves what is painted, and only a leaving of the margin repaints. */
export const MARGIN = 160;

/** Pixels per pixel of the 1080p design. */
export const unitNow = () => (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) / 16;

/**
 * @param {LeafletMap} map
 * @param {object} options
 * @param {Palette} options.palette
 * @param {number} options.unit
 * @param {{scale: number, least: number}} options.text
 * @returns {Frame|null} Null: the map has no room.
 */
export function frameOf(map, { palette, unit, text }) {
  const size = map.getSize();
  if (size.x === 0 || size.y === 0) return null;
  const zoom = map.getZoom();
  const scale = 256 * 2 ** zoom;
  const origin = map.getPixelOrigin();
  const corner = map.containerPointToLayerPoint(point(0, 0));
  const { x: left, y: top } = map.containerPointToLayerPoint(point(-MARGIN, -MARGIN)).round();
  const width = size.x + 2 * MARGIN;
  const height = size.y + 2 * MARGIN;
  const box = {
    minX: (left + origin.x) / scale,
    minY: (top + origin.y) / scale,
    maxX: (left + width + origin.x) / scale,
    maxY: (top + height + origin.y) / scale,
  };
  return {
    zoom: zoom - Math.log2(unit),
    scale,
    originX: origin.x,
    originY: origin.y,
    box,
    left,
    top,
    width,
    height,
    corner,
    seen: { left: corner.x, top: corner.y, right: corner.x + size.x, bottom: corner.y + size.y },
    unit,
    pixelsPerMetre: metre(latOf((box.minY + box.maxY) / 2)) * scale,
    px: (size) => Math.max(size * text.scale, text.least) * unit,
    palette,
    dense: Math.min(window.devicePixelRatio || 1, 2),
  };
}

/**
 * The frame without what lies beyond a box and a rim around it, in whole pixels; the frame itself where that is nothing.
 * @param {Frame} frame
 * @param {Box} box On the unit square.
 * @param {number} rim Pixels.
 * @returns {Frame}
 */
export function cropped(frame, box, rim) {
  const { scale, originX, originY } = frame;
  const left = Math.max(frame.left, Math.floor(box.minX * scale - originX - rim));
  const top = Math.max(frame.top, Math.floor(box.minY * scale - originY - rim));
  const right = Math.min(frame.left + frame.width, Math.ceil(box.maxX * scale - originX + rim));
  const bottom = Math.min(frame.top + frame.height, Math.ceil(box.maxY * scale - originY + rim));
  return right > left && bottom > top ? { ...frame, left, top, width: right - left, height: bottom - top } : frame;
}

/** @param {Frame} frame @returns {Stand} */
export const standOf = ({ scale, left, top, originX, originY }) => ({
  scale,
  worldX: left + originX,
  worldY: top + originY,
});

/** Puts a painted picture where it belongs now: moved, and enlarged while it is of another zoom. @param {HTMLElement} element @param {Stand} stand @param {LeafletMap} map */
export function putAt(element, { scale, worldX, worldY }, map) {
  const part = (256 * 2 ** map.getZoom()) / scale;
  const origin = map.getPixelOrigin();
  const at = point(worldX * part - origin.x, worldY * part - origin.y);
  DomUtil.setTransform(element, part === 1 ? at.round() : at, part === 1 ? undefined : part);
}

// When and where a photo was taken, as its camera wrote it: read on the phone before the picture is shrunk.
import exifr from 'exifr';

/** @typedef {{at: number|null, place: {lon: number, lat: number}|null}} Taken Milliseconds since the epoch; WGS 84, as EXIF defines it. */

const MOST_BYTES = 256 * 1024;
const ORIGINAL = 0x9003;
const OFFSET = 0x9011;
// Numbers for keys, and values as they lie in the file.
const OPTIONS = {
  tiff: true,
  exif: true,
  gps: true,
  translateKeys: false,
  translateValues: false,
  reviveValues: false,
};
/** @type {Taken} */
const NOTHING = { at: null, place: null };

/** @param {Blob} file @returns {Promise<Taken>} */
export async function takenOf(file) {
  // EXIF stands before all else. A stranger's bytes: what cannot be read says nothing.
  const start = await file.slice(0, MOST_BYTES).arrayBuffer();
  const tags = await exifr.parse(start, OPTIONS).catch(() => null);
  if (!tags) return NOTHING;
  const { latitude: lat, longitude: lon } = tags;
  const isPlace = Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return { at: timeOf(tags[ORIGINAL], tags[OFFSET]), place: isPlace && (lat !== 0 || lon !== 0) ? { lon, lat } : null };
}

/** Older than this a photo is not of the moment but from the gallery. */
const MOMENT_MS = 10 * 60_000;
/** Older than this, or from the future, its clock says nothing. */
const OLDEST_MS = 7 * 86_400_000;

/**
 * How old it is, by the one clock that its camera and this phone share.
 * @param {Taken|undefined} taken
 * @param {number} phoneNow Milliseconds since the epoch, by the phone's own clock, right or wrong.
 * @returns {number} Milliseconds; 0 where it is of the moment or nobody knows.
 */
export function ageOf(taken, phoneNow) {
  const age = phoneNow - (taken?.at ?? phoneNow);
  return age > MOMENT_MS && age < OLDEST_MS ? age : 0;
}

/**
 * @param {unknown} local As EXIF has it: 2026:03:04 09:30:00.
 * @param {unknown} offset +08:00; left out, the phone's own zone.
 * @returns {number|null}
 */
export function timeOf(local, offset) {
  const parts = typeof local === 'string' ? local.match(/^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/) : null;
  if (!parts) return null;
  const zone = typeof offset === 'string' && /^[+-]\d\d:\d\d/.test(offset) ? offset.slice(0, 6) : '';
  const [, year, month, day, hour, minute, second] = parts;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(at) ? null : at;
}

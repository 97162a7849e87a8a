import { GRIDS, gridCode } from './areas.mjs';
import { COMMUNITY } from './layout.mjs';
import { PATRONS } from './organizations.mjs';

/**
 * What serves the community beside its people: facilities, organizations paired with grids, group chats, duty phones, notices. All invented.
 *
 * @typedef {{code: string, name: string, kind: string, lon: number, lat: number, hours: string, phone?: string, address?: string}} Facility
 * @typedef {{organization: string, areaCode: string, members: number, services: number}} Pairing
 * @typedef {{areaCode: string, members: number}} Group
 * @typedef {{areaCode: string, phone: string}} DutyPhone
 * @typedef {{areaCode: string, text: string, public: boolean}} Notice
 * @typedef {{facilities: Facility[], pairings: Pairing[], groups: Group[], dutyPhones: DutyPhone[], notices: Notice[]}} Services
 */

/** Facilities by the thing of the base map at which they stand. */
const PLACES = [
  { at: '党群服务站', kind: '党群服务站', name: '鹭溪桥社区党群服务站', hours: '08:30–18:00', phone: '19900010001', address: '同心广场西侧' },
  { at: '同心广场', kind: '议事厅', name: '同心议事厅', hours: '09:00–17:30', phone: '19900010002', address: '同心广场' },
  { at: '集贤农贸市场', kind: '积分超市', name: '邻里积分超市', hours: '09:00–18:00', phone: '19900010003', address: '集贤农贸市场一层' },
  { at: '鹭鸣公园', kind: '驿站', name: '户外劳动者驿站', hours: '07:00–21:00', phone: '19900010004', address: '鹭鸣公园入口' },
  { at: '文昌里', kind: '充电点', name: '文昌里电动车充电点', hours: '全天', address: '文昌里' },
  { at: '云津花园', kind: '充电点', name: '云津花园电动车充电点', hours: '全天', address: '云津花园' },
  { at: '听溪苑', kind: '议事厅', name: '听溪议事亭', hours: '09:00–20:00', address: '听溪苑' },
  { at: '青禾新居', kind: '驿站', name: '快递小哥驿站', hours: '08:00–22:00', phone: '19900010005', address: '青禾新居' },
  { at: '南屏雅筑', kind: '充电点', name: '南屏雅筑电动车充电点', hours: '全天', address: '南屏雅筑' },
];

const NOTICES = [
  { public: true, text: '本周六上午九点，同心广场便民服务日：义诊、磨刀、家电清洗。' },
  { public: true, text: '冬季用电高峰将至，请勿在楼道内给电动车充电，各小区充电点全天开放。' },
  { public: false, text: '本月入户走访请在二十八日前完成，重点走访独居老人和新迁入住户。' },
];

/** One group chat has a person more than the rule of thirty-five allows. */
const LARGE_GROUP = { area: 7, members: 36 };

/**
 * @param {import('./areas.mjs').Area[]} areas
 * @param {import('./shapes.mjs').Drawn[]} drawn The base map.
 * @param {import('./random.mjs').Random} random
 * @returns {Services}
 */
export function services(areas, drawn, random) {
  /** @param {number} from @param {number} to */
  const between = (from, to) => from + Math.floor(random.next() * (to - from + 1));
  const grids = Array.from({ length: GRIDS }, (_, index) => gridCode(index + 1));
  return {
    facilities: PLACES.map(({ at, ...place }, index) => ({ code: `F${String(index + 1).padStart(2, '0')}`, ...place, ...centreOf(drawn, at) })),
    pairings: grids.flatMap((areaCode, index) =>
      [PATRONS[index], PATRONS[(index + 3) % PATRONS.length]]
        .slice(0, index % 2 === 0 ? 2 : 1)
        .map((organization) => ({ organization: /** @type {string} */ (organization), areaCode, members: between(6, 22), services: between(15, 140) })),
    ),
    groups: areas.filter((area) => area.level === 'microgrid').map((area, index) => ({ areaCode: area.code, members: index === LARGE_GROUP.area ? LARGE_GROUP.members : between(22, 35) })),
    dutyPhones: [COMMUNITY.code, ...grids].map((areaCode, index) => ({ areaCode, phone: `199000101${String(index).padStart(2, '0')}` })),
    notices: NOTICES.map((notice) => ({ areaCode: COMMUNITY.code, ...notice })),
  };
}

/** @param {import('./shapes.mjs').Drawn[]} drawn @param {string} name @returns {{lon: number, lat: number}} */
function centreOf(drawn, name) {
  const ring = drawn.find((one) => one.name === name && one.ring)?.ring;
  if (!ring) throw new Error(`the base map has no ${name}`);
  const corners = ring.slice(1);
  /** @param {0|1} axis */
  const mean = (axis) => Number((corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length).toFixed(7));
  return { lon: mean(0), lat: mean(1) };
}

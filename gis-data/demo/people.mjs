import { COMMUNITY } from './layout.mjs';
import { GRIDS, gridCode } from './areas.mjs';
import { createNames } from './names.mjs';
import { FIRMS, ORGANIZATIONS, PATRONS } from './organizations.mjs';

/**
 * Who stands where: people, their posts, and the demo accounts. All of them are invented.
 *
 * @typedef {import('./areas.mjs').Area} Area
 * @typedef {{code: string, name: string, employer?: string, phone: string, partyMember: boolean}} Person
 * @typedef {{areaCode: string, role: string, person: string | null, public: boolean, duties?: string}} Post
 * @typedef {{userName: string, displayName: string, role: string, areaCode?: string, person?: string}} Account
 * @typedef {{organizations: import('./organizations.mjs').Organization[], people: Person[], posts: Post[], accounts: Account[]}} Staff
 */

/** Buildings that still look for a leader: indexes in the order of the file. */
const LEADERLESS = [17, 83, 140];
/** The grid whose 4+N is short of its county cadre. */
const CADRELESS_GRID = 6;
/** Each 97th unit has nobody yet. */
const HEADLESS_EVERY = 97;

const DUTIES = /** @type {Record<string, string>} */ ({
  firstGridLeader: '统筹网格，协调县直部门',
  communityGridLeader: '网格日常管理，分派和核查事项',
  gridWorker: '每日巡查，入户走访，上报事项',
  countyOfficer: '包联网格，协调难事',
  countyCadre: '包联到户，政策宣传',
  streetCadre: '衔接街道，跟进事项',
  communityCadre: '入户走访，服务群众',
  partyGroupLeader: '组织党员亮身份、认岗位',
  mobileGridAssistant: '流动巡查，协助处置',
  buildingLeader: '楼栋联络，邻里互助',
});

/**
 * @param {Area[]} areas
 * @param {import('./random.mjs').Random} random
 * @returns {Staff}
 */
export function staff(areas, random) {
  const roll = createRoll(random);
  const secretary = communityPosts(roll);
  const workers = Array.from({ length: GRIDS }, (_, index) => gridPosts(roll, index + 1));
  for (const micro of areas.filter((area) => area.level === 'microgrid')) microgridPosts(roll, micro);
  const handler = departments(roll);
  buildingPosts(roll, areas);
  cadrePosts(roll);
  return { organizations: ORGANIZATIONS, people: roll.people, posts: roll.posts, accounts: accounts(secretary, workers, handler) };
}

/** The roll of people and posts as it fills. @param {import('./random.mjs').Random} random */
function createRoll(random) {
  const nextName = createNames(random);
  /** @type {Person[]} */
  const people = [];
  /** @type {Post[]} */
  const posts = [];
  /** Firms' staff by firm: one steward looks after several micro-grids. @type {Map<string, Person>} */
  const stewards = new Map();

  /** @param {string} [employer] @param {number} [partyShare] @returns {Person} */
  function hire(employer, partyShare = 0.4) {
    const number = people.length + 1;
    // 37 has no factor in common with 10000, so no number comes twice.
    const phone = `1990000${String((1234 + number * 37) % 10000).padStart(4, '0')}`;
    const person = { code: `P${String(number).padStart(3, '0')}`, name: nextName(), ...(employer && { employer }), phone, partyMember: random.next() < partyShare };
    people.push(person);
    return person;
  }

  /** @param {string} areaCode @param {string} role @param {Person | null} person @param {boolean} [isPublic] */
  function appoint(areaCode, role, person, isPublic = true) {
    const duties = DUTIES[role];
    posts.push({ areaCode, role, person: person && person.code, public: isPublic, ...(duties && { duties }) });
  }

  return { people, posts, stewards, hire, appoint, random };
}

/** @typedef {ReturnType<typeof createRoll>} Roll */

/** @param {Roll} roll @returns {Person} the secretary */
function communityPosts({ hire, appoint }) {
  const secretary = hire('ORG-SQ', 1);
  appoint(COMMUNITY.code, 'communitySecretary', secretary);
  appoint(COMMUNITY.code, 'communityDeputy', hire('ORG-SQ', 1));
  appoint(COMMUNITY.code, 'communityOfficer', hire('ORG-PC', 1));
  appoint(COMMUNITY.code, 'governanceAdviser', hire('ORG-JD', 1));
  appoint(COMMUNITY.code, 'countyLeader', hire('ORG-ZJ', 1), false);
  return secretary;
}

/** @param {Roll} roll @param {number} grid @returns {Person} the first grid worker */
function gridPosts({ hire, appoint }, grid) {
  const code = gridCode(grid);
  const patron = /** @type {string} */ (PATRONS[grid - 1]);
  appoint(code, 'firstGridLeader', hire(patron, 1));
  appoint(code, 'communityGridLeader', hire('ORG-SQ', 0.8));
  const worker = hire('ORG-SQ', 0.5);
  appoint(code, 'gridWorker', worker);
  if (grid % 2 === 0) appoint(code, 'gridWorker', hire('ORG-SQ', 0.5));
  appoint(code, 'countyOfficer', hire(patron, 1));
  appoint(code, 'streetCadre', hire('ORG-JD', 1));
  const head = hire(undefined, 1);
  appoint(code, 'partyGroupLeader', head);
  appoint(code, 'partyHousehold', head);
  appoint(code, 'partyHousehold', hire(undefined, 1));
  appoint(code, 'volunteer', hire(), false);
  appoint(code, 'volunteer', hire(undefined, 0.2), false);
  return worker;
}

/** @param {Roll} roll @param {Area} micro */
function microgridPosts({ hire, appoint, stewards }, micro) {
  const grid = Number(micro.parentCode?.slice(-1));
  const number = Number(micro.code.slice(-2));
  appoint(micro.code, number === 1 ? 'mobileGridAssistant' : 'householdLeader', hire(number === 1 ? 'ORG-SQ' : undefined));
  const firm = /** @type {string} */ (FIRMS[grid - 1]);
  const steward = stewards.get(firm) ?? hire(firm, 0.2);
  stewards.set(firm, steward);
  appoint(micro.code, 'propertyManager', steward);
}

/** One person to turn to in each department; they hold no post at an area and work by dispatch. @param {Roll} roll @returns {Person} the one of 市政所 */
function departments({ hire }) {
  const hired = ORGANIZATIONS.filter((one) => one.kind === 'department').map((one) => hire(one.code, 0.5));
  return /** @type {Person} */ (hired.find((person) => person.employer === 'ORG-SZ'));
}

/** A leader takes two neighbouring buildings of one micro-grid, and the units in them. @param {Roll} roll @param {Area[]} areas */
function buildingPosts({ hire, appoint }, areas) {
  const buildings = areas.filter((area) => area.level === 'building');
  let unitCount = 0;
  /** @type {Person | null} */
  let leader = null;
  for (const [index, building] of buildings.entries()) {
    const ordinal = Number(building.code.slice(-3));
    if (!leader || ordinal % 2 === 1) leader = hire(undefined, 0.45);
    appoint(building.code, 'buildingLeader', LEADERLESS.includes(index) ? null : leader);
    for (const unit of areas.filter((area) => area.parentCode === building.code)) {
      unitCount += 1;
      appoint(unit.code, 'unitHead', unitCount % HEADLESS_EVERY === 0 ? null : leader);
    }
  }
}

/** The rest of each grid's 4+N; one place is empty. @param {Roll} roll */
function cadrePosts({ hire, appoint }) {
  for (let grid = 1; grid <= GRIDS; grid++) {
    const patron = /** @type {string} */ (PATRONS[grid - 1]);
    appoint(gridCode(grid), 'countyCadre', grid === CADRELESS_GRID ? null : hire(patron, 1));
    appoint(gridCode(grid), 'communityCadre', hire('ORG-SQ', 0.7));
  }
}

/** @param {Person} secretary @param {Person[]} workers @param {Person} handler @returns {Account[]} */
function accounts(secretary, workers, handler) {
  const areaCode = COMMUNITY.code;
  return [
    { userName: 'admin', displayName: '系统管理员', role: 'admin' },
    { userName: 'leader', displayName: secretary.name, role: 'leader', areaCode, person: secretary.code },
    { userName: 'desk', displayName: '社区值班台', role: 'desk', areaCode },
    { userName: 'screen', displayName: '大厅大屏', role: 'screen', areaCode },
    ...workers.map((worker, index) => ({ userName: `worker${index + 1}`, displayName: worker.name, role: 'worker', person: worker.code })),
    { userName: 'handler', displayName: handler.name, role: 'handler', person: handler.code },
  ];
}

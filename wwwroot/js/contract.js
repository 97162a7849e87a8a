// The messages between server and pages, and the table of statuses. Nothing else defines them.

/** @typedef {'reported'|'accepted'|'dispatched'|'inProgress'|'resolved'|'verified'|'suspended'|'closed'|'merged'|'voided'} Status */
/** @typedef {'waiting'|'working'|'checking'|'done'|'onHold'} StatusGroup */
/** @typedef {'diamond'|'circle'|'triangle'|'check'|'bar'} Shape */
/** @typedef {'normal'|'emergency'} Mode */
/** @typedef {'admin'|'leader'|'desk'|'worker'|'handler'|'screen'} AccountRole */
/** @typedef {'accept'|'settle'|'dispatch'|'reportIn'|'assist'|'return'|'transfer'|'whistle'|'requestExtension'|'extend'|'suspend'|'resume'|'resolve'|'verify'|'rework'|'rate'|'close'|'reopen'|'merge'|'void'|'supervise'|'mark'|'clear'|'comment'|'follow'} Action */

/** @typedef {{lon: number, lat: number, accuracy?: number|null}} Location Degrees, WGS 84; accuracy in metres. */
/** @typedef {{id: string, kind: 'before'|'after'|'document', addedAt: string, width: number, height: number, takenAt?: string|null, takenAtAssumed?: boolean|null, takenPlace?: Location|null}} Photo When and where it was taken, by its own account: for staff. `takenAtAssumed`: it named no time zone. */
/** @typedef {{id: string, addedAt: string, seconds: number}} VoiceNote For staff. */
/** @typedef {{kind: 'person'|'organization'|'desk'|'account', code?: string|null, name?: string|null, role?: string|null, reportedInAt?: string|null}} Handler `reportedInAt`: of a helper. */
/** @typedef {{askedAt: string, dueAt: string, reason: string, grantedAt?: string|null}} Extension */
/** @typedef {{at: string, reviewAt: string, reason?: string|null}} Suspension */
/** @typedef {{at: string, dueAt: string, note?: string|null, by?: string|null}} Supervision */
/** @typedef {'stage'|'case'|'supervision'|'rating'} WatchClock */
/** @typedef {{from?: string|null, to?: string|null, pastTop: boolean, clocks?: WatchClock[]|null}} Whistle Area codes; `clocks` only where the watch whistled. */
/** @typedef {{clock: WatchClock, stage: Status, dueAt: string, overdue: boolean}} Warning */
/** @typedef {{solved: boolean, satisfied: boolean, by: 'reporter'|'desk'|'self'}} Rating */

/**
 * An issue (事项) as the stream carries it. Screens get the same object with fewer fields; absent and null mean the same.
 * @typedef {object} Issue
 * @property {string} id
 * @property {string} number
 * @property {number} version One more with each Change: the ETag and the reducer's guard.
 * @property {string} category Code of a leaf.
 * @property {Status} status
 * @property {boolean} urgent
 * @property {string} [source]
 * @property {string|null} [description]
 * @property {string|null} [address]
 * @property {Location} location
 * @property {string|null} [areaCode] The smallest grid or micro-grid; absent outside every area (网格外).
 * @property {string|null} [buildingCode]
 * @property {string|null} [unitCode]
 * @property {string} reportedAt
 * @property {string|null} [capturedAt]
 * @property {boolean|null} [capturedAtDoubtful]
 * @property {string|null} [acceptedAt]
 * @property {string|null} [dispatchedAt]
 * @property {string|null} [reportedInAt]
 * @property {string|null} [resolvedAt]
 * @property {string|null} [verifiedAt]
 * @property {string|null} [endedAt] When it was closed, merged or voided.
 * @property {string|null} [stageStartedAt] When the present status began its clock.
 * @property {string|null} [dueAt] When the present status must be left; absent for verified and ended ones.
 * @property {string|null} [warnAt] When the stage turns amber, frozen with its due time; absent on issues older than that clock.
 * @property {string|null} [graveAt] When the overdue stage turns deep red.
 * @property {string|null} [caseStartedAt]
 * @property {string|null} [caseWarnAt]
 * @property {string|null} [caseDueAt] When the whole case must be resolved.
 * @property {string|null} [caseGraveAt]
 * @property {string|null} [ratingEndsAt] Until when the reporter may rate.
 * @property {boolean|null} [small] The reporting worker may settle it on the spot.
 * @property {Handler|null} [handler]
 * @property {Handler[]|null} [helpers] 协办.
 * @property {string|null} [whistledTo] Code of the area whose level was called last.
 * @property {boolean|null} [escalated] The whistle went past the top level.
 * @property {number|null} [whistles]
 * @property {Extension|null} [extension]
 * @property {Suspension|null} [suspension]
 * @property {Supervision|null} [supervision]
 * @property {string|null} [mergedInto] Id of the issue to which this one was joined.
 * @property {string|null} [reportedBy]
 * @property {number|null} [returns]
 * @property {number|null} [reworks]
 * @property {number|null} [reopens]
 * @property {string|null} [answer]
 * @property {Rating|null} [rating]
 * @property {boolean} [cleared]
 * @property {string|null} [clearedAt]
 * @property {Photo[]|null} [photos]
 * @property {VoiceNote[]|null} [voiceNotes]
 */

/** @typedef {{seq: number, at: string, kind: string, version: number, status: Status, by?: Actor|null, note?: string|null, handler?: string|null, urgent?: boolean|null, whistle?: Whistle|null, rule?: string|null, warning?: Warning|null}} HistoryEntry `by` is absent for the server itself and for a reporter by link; `handler` as named then. */
/** @typedef {{name: string, role?: string|null}} Actor */
/** @typedef {Issue & {history: HistoryEntry[], allowed: Action[], proposal?: {to: string, name: string, rule: string}|null, reporter?: {name?: string|null, phone?: string|null}|null, archived?: {before: string, archive?: string|null}|null}} IssueDetail `proposal`: whom the routing rules name for a dispatch; `archived`: its history lies in that file, and nothing can be done. */

/**
 * One entry of the change log (变更).
 * @typedef {object} Change
 * @property {number} seq
 * @property {string} at
 * @property {string} kind
 * @property {string|null} [areaCode]
 * @property {{id?: string, version?: number, issue?: Issue, by?: Actor|null, note?: string|null, warning?: Warning|null, mode?: Mode, own?: boolean}} data `own`: the switch is this viewer's own mode, not that of a part only.
 */
/** @typedef {{from: string, to: string, changes: Change[]}} Batch Covers (from, to] of the scanned log. */
/** @typedef {{cursor: string, serverTime: string}} Pulse */
/** @typedef {{cursor: string, serverTime: string, mode: Mode, issues: Issue[], recent: Issue[]}} Snapshot */
/** @typedef {{changes: Change[], cursor: string, complete: boolean}} ChangesPage */

/** @typedef {{userName: string, displayName: string, role: AccountRole, areaCode?: string|null, areaCodes: string[], personCode?: string|null, organizationCode?: string|null}} Session `areaCodes`: the roots of what the account answers for. */
/** @typedef {{code: string, name: string, nameEn: string, rank: number}} Level */
/** @typedef {'tianditu'|'amap'|'xyz'|'pmtiles'|'none'} BaseLayerKind `none`: the own base map, at this place in the order. */
/**
 * A base layer of the settings. Urls hold {z}, {x}, {y}, perhaps {s}; a pmtiles url is an archive's. The tiles' grid is EPSG:3857, and `crs` is
 * where their picture lies. Zooms are those of which there are tiles.
 * @typedef {{kind: BaseLayerKind, name: string, style: string, url: string, labelUrl?: string|null, subdomains: string[], crs: 'wgs84'|'gcj02', attribution: string, approvalNumber: string, minZoom: number, maxZoom: number}} BaseLayer
 */
/** @typedef {{offered: boolean, port: number, hosts: string[], fingerprint?: string|null, validTo?: string|null, publicUrl?: string|null}} Trust `hosts`: of the certificate, without port; `fingerprint`: SHA-256 in hex. */
/** @typedef {{timeZone: string, title: string, demo: boolean, version: string, levels: Level[], baseMap?: {kind: string, url: string}|null, baseLayers: BaseLayer[], publicUrl?: string|null, ratingWindowHours: number}} Settings */
/** @typedef {{demoAccounts: {userName: string, displayName: string, role: AccountRole}[], exposed: boolean, setupNeeded: boolean}} SignIn */

/** @typedef {{value: number, unit: 'hours'|'workingHours'|'workingDays'}} Limit */
/** @typedef {{code: string, name: string, nameEn: string, icon: string, urgent?: boolean, small?: boolean, limits?: {accept: Limit, reportIn: Limit, handle: Limit, verify: Limit}, responsible?: string|null, retired?: boolean, children?: Category[]}} Category */

/** @typedef {'governance'|'party'} Network 治理网, 党建网: two networks over one ground. */
/** @typedef {{name: string, roleName: string, network: Network, more?: number}} AreaLeader `more`: further holders of the same network. */
/** @typedef {{code: string, name: string, level: string, parentCode?: string|null, households?: number|null, dutyPhone?: string|null, groupMembers?: number|null, mode?: Mode, label?: {lon: number, lat: number}|null, leader?: AreaLeader|null, counterpart?: AreaLeader|null}} AreaProperties `leader`: whom one asks first; `counterpart`: the first of the other network. */
/** @typedef {{type: 'Polygon', coordinates: number[][][]}|{type: 'MultiPolygon', coordinates: number[][][][]}} AreaGeometry */
/** @typedef {{type: 'Feature', properties: AreaProperties, geometry: AreaGeometry|null}} AreaFeature */
/** @typedef {{type: 'FeatureCollection', features: AreaFeature[]}} AreaCollection */
/** @typedef {{kind: string, message: string, feature?: number|null, code?: string|null, lon?: number|null, lat?: number|null, squareMeters?: number|null, other?: string|null}} ImportFinding */
/** @typedef {{applied: boolean, features: number, areas: number, created: number, updated: number, unchanged: number, errors: ImportFinding[], warnings: ImportFinding[]}} ImportReport */
/** @typedef {'categories'|'calendar'|'routing'|'people'|'households'|'daily-tasks'} TableKind What comes in as a table. */
/** @typedef {{row?: number|null, column?: string|null, message: string}} RowError */
/** @typedef {{applied: boolean, rows: number, created: number, changed: number, unchanged: number, retired: number, skipped: number, skipsFaulty: boolean, errors: RowError[]}} TableReport */
/** @typedef {{kind: string, name?: string|null, width?: number, class?: string}} BaseProperties */
/** @typedef {{type: 'Feature', properties: BaseProperties, geometry: AreaGeometry|{type: 'LineString', coordinates: number[][]}|{type: 'MultiLineString', coordinates: number[][][]}|{type: 'Point', coordinates: number[]}}} BaseFeature */
/** @typedef {{type: 'FeatureCollection', features: BaseFeature[]}} BaseMap */

/** @typedef {{name: string, phone?: string|null, maskedPhone?: string|null}} PublicPerson */
/** @typedef {{role: string, roleName: string, network: string, vacant: boolean, person?: PublicPerson|null}} PublicPost */
/** @typedef {{areaCode: string, post: PublicPost}} PlacedPost */
/** @typedef {{code: string, name: string, kind: string, hours?: string|null, phone?: string|null, address?: string|null}} FacilityProperties */
/** @typedef {{type: 'FeatureCollection', features: {type: 'Feature', properties: FacilityProperties, geometry: {type: 'Point', coordinates: number[]}}[]}} FacilityCollection */
/** @typedef {{code?: string|null, name: string, phone?: string|null, maskedPhone?: string|null, employer?: string|null}} PostHolder */
/**
 * A post (岗位) as the chain shows it. In public there are neither ids nor codes nor terms; a vacancy that only a staffing rule knows has no id.
 * @typedef {{id?: string|null, role: string, roleName: string, network: Network, person?: PostHolder|null, deputy?: PostHolder|null, vacant: boolean, duties?: string|null, from?: string|null, to?: string|null, public?: boolean|null, phonePublic?: boolean|null}} PostLine
 */
/** @typedef {{area: {code: string, name: string, level: string, dutyPhone?: string|null}, posts: PostLine[], facility?: (FacilityProperties & {distanceMeters: number})|null}} ResponsibleStep */
/** @typedef {{code: string, name: string, nameEn: string, order: number, network: Network}} Role */
/** @typedef {{id: string, areaCode: string, areaName: string, role: string, roleName: string, from: string, to?: string|null}} HeldPost */
/** @typedef {{code: string, name: string, phone?: string|null, employer?: string|null, employerCode?: string|null, partyMember: boolean, posts: HeldPost[]}} Person */
/** @typedef {{areaCode: string, areaName: string, members?: number|null, services?: number|null}} Pairing */
/** @typedef {{code: string, name: string, kind: string, phone?: string|null, pairings: Pairing[]}} Organization */
/** @typedef {{id: string, areaCode: string, areaName: string, text: string, public: boolean, roles?: AccountRole[], from: string, to?: string|null, postedBy: string, mine?: boolean, readAt?: string|null, readers?: number|null, recipients?: number|null}} Notice `mine`: it came down to this account and wants a receipt; `readers` of `recipients`: for those who lead its area. */
/** @typedef {{name: string, areaName?: string|null, readAt?: string|null}} NoticeReader */
/** @typedef {{read: NoticeReader[], unread: NoticeReader[]}} NoticeReaders */
/** @typedef {{code: string, name: string, nameEn: string, areaCode: string, areaName: string, target: number, count: number, countedBy: 'hand'|'visits'|'patrols', needsNote: boolean, note?: string|null, doings: string[]}} DailyTask `doings`: ids of what was told by hand. */
/** @typedef {{day: string, today: string, tasks: DailyTask[]}} MyDay Days are yyyy-MM-dd, local. */
/** @typedef {{name: string, areaCode: string, areaName: string, due: number, done: number, tasks: {code: string, name: string, nameEn: string, target: number, count: number}[]}} PersonDay */
/** @typedef {{day: string, today: string, due: number, done: number, areas: {code: string, name: string, due: number, done: number}[], people: PersonDay[], more: boolean}} AreaDay `more`: the people are cut, the counts are not. */
/** @typedef {{code: string, name: string, lastDay?: string|null, visits: number}} BuildingVisits `lastDay`: yyyy-MM-dd, absent where nobody was there. */
/** @typedef {{from: string, to: string, buildings: number, visited: number, visits: number, households: number, areas: {code: string, name: string, buildings: number, visited: number}[], list: BuildingVisits[], more: boolean}} Coverage */
/** @typedef {{id: string, by: string, areaCode: string, areaName?: string|null, theme: string, startedAt: string, endedAt?: string|null, distanceMeters: number, trackDeletedAt?: string|null}} Patrol */
/** @typedef {{code: string, name: string, nameEn: string}} PatrolTheme */
/** @typedef {{patrol: Patrol, segments: [number, number][][]}} PatrolTrack Stretches of [lon, lat] between gaps, WGS 84. */
/** @typedef {'vacancy'|'tooLarge'|'tooSmall'|'termEnding'} FindingKind */
/** @typedef {{kind: FindingKind, area: {code: string, name: string, level: string}, role?: string|null, roleName?: string|null, missing?: number|null, have?: number|null, need?: number|null, most?: number|null, measure?: 'households'|'buildings'|'groupMembers'|null, person?: string|null, until?: string|null}} Finding */
/** @typedef {{level: string, name: string, areas: number, vacancies: number, tooLarge: number, tooSmall: number, termsEnding: number}} StaffingCount */
/** @typedef {{at: string, counts: StaffingCount[], findings: Finding[], more: boolean}} Staffing `more`: the list is cut, the counts are not. */
/** @typedef {{scenes: {kind: string, seconds: number}[], quietHours?: {from: string, to: string}|null, voice: boolean, theme?: 'dark'|'light'|null, areaCode?: string|null}} ScreenSettings */
/** @typedef {{id: string, name: string, settings: ScreenSettings, pairedAt: string, pairedBy: string, revokedAt?: string|null, reloadAskedAt?: string|null, lastSeenAt?: string|null, version?: string|null, scene?: string|null, memoryBytes?: number|null, width?: number|null, height?: number|null, problem?: string|null}} Screen */
/** @typedef {{id: string, url: string, kinds: string[], active: boolean, createdAt: string, createdBy: string, pending: number, dead: number, lastDeliveredAt?: string|null, secret?: string|null}} Webhook `secret`: in the answer that made it only. */
/** @typedef {{id: number, kind: string, state: 'pending'|'delivered'|'dead', attempts: number, createdAt: string, nextAt?: string|null, lastStatus?: number|null, lastError?: string|null, finishedAt?: string|null, seq?: number|null, issueId?: string|null, issueNumber?: string|null}} WebhookDelivery */
/** @typedef {{name: string, phone?: string|null, maskedPhone?: string|null, employer?: string|null}} AskPerson */
/** @typedef {{role: string, roleName: string, person?: AskPerson|null, deputy?: AskPerson|null, vacant: boolean, duties?: string|null}} AskPost */
/** @typedef {{code: string, name: string, level: string}} AskArea */
/** @typedef {{area: AskArea & {dutyPhone?: string|null}, posts: AskPost[]}} AskLink */
/** @typedef {{code: string, name: string, kind: string, hours?: string|null, phone?: string|null, address?: string|null, distanceMeters: number}} AskFacility */
/**
 * What the page of a plate shows: the public view only.
 * @typedef {{area: AskArea & {path: AskArea[]}, responsible: AskLink[], facility?: AskFacility|null, notices: {text: string, from: string, to?: string|null}[], categories: Category[], center?: {lon: number, lat: number}|null, community: AskArea, units?: AskArea[]|null, levels: Level[], timeZone: string, baseMap: boolean}} AskView
 */
/** @typedef {{number: string, trackingSecret: string, trackingUrl?: string|null, reportedAt: string}} AskReceipt */
/** @typedef {{kind: string, status: Status, at: string}} TrackStep */
/** @typedef {{id: string, kind: 'before'|'after', width: number, height: number}} TrackPhoto */
/**
 * What a tracking link shows. `joined`: it is that of somebody who joined another's report; `ratingEndsAt`, `reopenEndsAt`: until when the
 * holder of this link may judge or have it taken up again, absent where it may not; the answer and the photos come once it was verified.
 * @typedef {{number: string, mergedNumber?: string|null, joined?: boolean|null, category: {code: string, name: string, nameEn: string}, status: Status, reportedAt: string, areaName?: string|null, steps: TrackStep[], handler?: string|null, reviewAt?: string|null, answer?: string|null, photos: TrackPhoto[], rating?: Rating|null, ratingEndsAt?: string|null, reopenEndsAt?: string|null, closedAt?: string|null, serverTime: string, timeZone: string}} TrackView
 */
/** @typedef {{id: string, number: string, status: Status, reportedAt: string, distanceMeters: number, description?: string|null}} AskNear An open report of the same kind close by, as the public may know it. */
/** @typedef {{issue: Issue, distanceMeters: number}} NearIssue */
/** @typedef {{radiusMeters: number, issues: NearIssue[]}} NearAnswer */
/** @typedef {{to: string, kind: 'person'|'role'|'organization', name: string, detail?: string|null}} Proposal */

/** @typedef {{value: number|null, numerator?: number, denominator?: number, formula?: string}} Figure */
/** @typedef {{key: string, name?: string|null, reported: number, closed: number, open: number, overdue?: number, figures?: Record<string, Figure>|null}} StatisticsRow */
/** @typedef {{from: string, to: string, figures: Record<string, Figure>}} EarlierFigures */
/** @typedef {{from: string, to: string, figures: Record<string, Figure>, rows: StatisticsRow[], previous?: Record<'yesterday'|'lastWeek', EarlierFigures>|null}} Statistics */
/** @typedef {{id: string, name: string, state: string, savedAt: string}} SavedView */
/** @typedef {{at: string, counted: boolean, minutes?: number|null, issue: Issue}} FigureCase */
/** @typedef {{figure: string, part: 'numerator'|'denominator', count: number, cases: FigureCase[], cursor?: string|null}} CasePage */

/**
 * What a request came back with instead of a value: the server's ProblemDetails, or one of our own making for a network that failed.
 * @typedef {{status: number, code: string, title?: string, detail?: string, candidates?: {code: string, name: string, level: string, within?: string|null}[], issueStatus?: Status, allowed?: Action[], report?: ImportReport|TableReport, retryAfter?: number, begins?: string}} Problem `retryAfter`: seconds; `begins`: from when on the past can be told.
 */
/**
 * @template T
 * @typedef {{value: T, problem?: undefined}|{value?: undefined, problem: Problem}} Result
 */

/**
 * Every status with its group. Order is the order of life, used by filters and legends.
 * @type {Readonly<Record<Status, {group: StatusGroup, open: boolean}>>}
 */
export const STATUSES = Object.freeze({
  reported: { group: 'waiting', open: true },
  accepted: { group: 'waiting', open: true },
  dispatched: { group: 'waiting', open: true },
  inProgress: { group: 'working', open: true },
  resolved: { group: 'checking', open: true },
  verified: { group: 'checking', open: true },
  suspended: { group: 'onHold', open: true },
  closed: { group: 'done', open: false },
  merged: { group: 'done', open: false },
  voided: { group: 'done', open: false },
});

/**
 * A group is told by shape and word as well as by colour; `token` names the custom property in tokens.css.
 * @type {Readonly<Record<StatusGroup, {shape: Shape, token: string}>>}
 */
export const STATUS_GROUPS = Object.freeze({
  waiting: { shape: 'diamond', token: '--waiting' },
  working: { shape: 'circle', token: '--working' },
  checking: { shape: 'triangle', token: '--checking' },
  done: { shape: 'check', token: '--done' },
  onHold: { shape: 'bar', token: '--on-hold' },
});

/** @type {readonly Status[]} */
export const STATUS_ORDER = Object.freeze(/** @type {Status[]} */ (Object.keys(STATUSES)));
/** @type {readonly StatusGroup[]} */
export const GROUP_ORDER = Object.freeze(/** @type {StatusGroup[]} */ (Object.keys(STATUS_GROUPS)));

/** @param {Status} status @returns {StatusGroup} */
export function groupOf(status) {
  return STATUSES[status].group;
}

/** @param {{status: Status}} issue @returns {boolean} */
export function isOpen(issue) {
  return STATUSES[issue.status].open;
}

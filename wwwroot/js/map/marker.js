// One shape per status group, on canvas exactly as in the lists; overdue adds a ring, urgent a mark.
import { groupOf, STATUS_GROUPS } from '../contract.js';

/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {import('../contract.js').StatusGroup} StatusGroup */
/** @typedef {{id: string, group: StatusGroup, urgent: boolean, overdue: boolean}} MarkerLook */

/** @param {import('../contract.js').Issue} issue @param {boolean} overdue @returns {MarkerLook} */
export function lookOf(issue, overdue) {
  return { id: issue.id, group: groupOf(issue.status), urgent: issue.urgent, overdue };
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {MarkerLook} look
 * @param {Palette} palette
 * @param {number} unit
 */
export function paintMarker(ctx, x, y, look, palette, unit) {
  const done = look.group === 'done';
  const radius = (look.urgent && !done ? 10.5 : done ? 7.5 : 9) * unit;
  const colour = palette.groups[look.group];
  ctx.beginPath();
  ctx.arc(x, y, radius + 3.4 * unit, 0, 2 * Math.PI);
  ctx.fillStyle = palette.marker;
  ctx.fill();
  if (look.overdue) {
    ctx.strokeStyle = palette.alert;
    ctx.lineWidth = 2.4 * unit;
    ctx.beginPath();
    ctx.arc(x, y, radius + 5.4 * unit, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  shapePath(ctx, x, y, look.group, radius);
  if (done) {
    ctx.fill();
    ctx.strokeStyle = palette.onMarker;
    ctx.lineWidth = 2 * unit;
    ctx.lineCap = 'round';
    ctx.lineJoin = 'round';
    ctx.beginPath();
    ctx.moveTo(x - 0.45 * radius, y + 0.02 * radius);
    ctx.lineTo(x - 0.08 * radius, y + 0.4 * radius);
    ctx.lineTo(x + 0.5 * radius, y - 0.38 * radius);
    ctx.stroke();
    return;
  }
  ctx.fill();
  if (look.urgent) {
    ctx.fillStyle = palette.onMarker;
    ctx.font = `800 ${13 * unit}px ${palette.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText('!', x, y + (look.group === 'checking' ? 2.6 : 0.8) * unit);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {StatusGroup} group @param {number} r */
function shapePath(ctx, x, y, group, r) {
  ctx.beginPath();
  switch (STATUS_GROUPS[group].shape) {
    case 'diamond':
      ctx.moveTo(x, y - 1.08 * r);
      ctx.lineTo(x + 1.08 * r, y);
      ctx.lineTo(x, y + 1.08 * r);
      ctx.lineTo(x - 1.08 * r, y);
      ctx.closePath();
      return;
    case 'triangle':
      ctx.moveTo(x, y - 1.02 * r);
      ctx.lineTo(x + r, y + 0.74 * r);
      ctx.lineTo(x - r, y + 0.74 * r);
      ctx.closePath();
      return;
    case 'bar':
      ctx.rect(x - 0.55 * r, y - 0.85 * r, 1.1 * r, 1.7 * r);
      return;
    default:
      ctx.arc(x, y, 0.92 * r, 0, 2 * Math.PI);
  }
}

/** Pixels at the 1080p design that a marker takes of its middle. */
export const MARKER_REACH = 14;

/** @param {number} count @param {number} unit */
export const clusterRadius = (count, unit) => (13 + Math.min(12, Math.log2(count) * 2.2)) * unit;

/**
 * A cluster: its count in the middle, the shares of its groups around it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {{count: number, shares: Partial<Record<StatusGroup, number>>, overdue: boolean}} cluster
 * @param {Palette} palette
 * @param {number} unit
 */
export function paintCluster(ctx, x, y, cluster, palette, unit) {
  const radius = clusterRadius(cluster.count, unit);
  ctx.beginPath();
  ctx.arc(x, y, radius + 3 * unit, 0, 2 * Math.PI);
  ctx.fillStyle = palette.marker;
  ctx.fill();
  let from = -Math.PI / 2;
  ctx.lineWidth = 4.5 * unit;
  ctx.lineCap = 'butt';
  for (const [group, share = 0] of /** @type {[StatusGroup, number][]} */ (Object.entries(cluster.shares))) {
    if (share === 0) continue;
    const to = from + (share / cluster.count) * 2 * Math.PI;
    ctx.beginPath();
    ctx.arc(x, y, radius - 1.5 * unit, from, to);
    ctx.strokeStyle = palette.groups[group];
    ctx.stroke();
    from = to;
  }
  if (cluster.overdue) {
    ctx.beginPath();
    ctx.arc(x, y, radius + 4.6 * unit, 0, 2 * Math.PI);
    ctx.strokeStyle = palette.alert;
    ctx.lineWidth = 2 * unit;
    ctx.stroke();
  }
  ctx.fillStyle = palette.text;
  ctx.font = `700 ${(cluster.count > 999 ? 12 : 14) * unit}px ${palette.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(String(cluster.count), x, y + 0.5 * unit);
}

/**
 * Markers and clusters in their order.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Iterable<{x: number, y: number, look: MarkerLook|null, cluster: {count: number, shares: Partial<Record<StatusGroup, number>>, overdue: boolean}|null}>} items
 * @param {Palette} palette
 * @param {number} unit
 */
export function paintItems(ctx, items, palette, unit) {
  for (const { x, y, look, cluster } of items) {
    if (cluster) paintCluster(ctx, x, y, cluster, palette, unit);
    else if (look) paintMarker(ctx, x, y, look, palette, unit);
  }
}

// The same data as one would write it with Leaflet and markercluster: areas as GeoJSON, a marker an issue. No animation
// anywhere, no names on the areas, no tints by load: it does less than the product's map.

const { areas, issues, changes } = await (await fetch('/county.json')).json();
const markers = new Map();
let map;
let clusters;
let told = 0;

/** @param {any} issue */
function markerOf({ status, location: { lat, lon } }) {
  return L.marker([lat, lon], { icon: L.divIcon({ className: `status-${status}`, iconSize: [16, 16] }) });
}

function begin() {
  map = L.map('map', { maxZoom: 20, zoomAnimation: false, fadeAnimation: false, zoomDelta: 0.5, zoomSnap: 0.05 });
  const shapes = L.geoJSON(areas, { style: { weight: 1, fillOpacity: 0.15 } }).addTo(map);
  map.fitBounds(shapes.getBounds(), { animate: false });
  clusters = L.markerClusterGroup({ animate: false, chunkedLoading: false });
  for (const issue of issues) markers.set(issue.id, markerOf(issue));
  clusters.addLayers([...markers.values()]);
  map.addLayer(clusters);
}

/** @param {number} count */
function message(count) {
  for (let i = 0; i < count; i++) {
    const { issue } = changes[told++ % changes.length];
    const before = markers.get(issue.id);
    if (before) clusters.removeLayer(before);
    markers.delete(issue.id);
    if (issue.status === 'closed') continue;
    const marker = markerOf(issue);
    markers.set(issue.id, marker);
    clusters.addLayer(marker);
  }
}

window.bench = {
  begin,
  message,
  zoomBy: (step) => map.setZoom(map.getZoom() + step, { animate: false }),
  count: () => markers.size,
};

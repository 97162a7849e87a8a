// The corner that says whose map it is: attribution, 审图号, and what of it cannot be shown.
import { Control, DomUtil } from 'leaflet';

/** @typedef {{approval: (number: string) => string, trouble: {some: string, all: string}}} CreditWords */
/** @typedef {{attribution: string, approvalNumber: string}} Credited */

/** @param {import('leaflet').Map} map @param {CreditWords} words */
export function createCredit(map, words) {
  const element = DomUtil.create('div', 'map-credit');
  const control = new Control({ position: 'bottomright' });
  control.onAdd = () => element;
  control.addTo(map);
  /** @type {Credited|null} */
  let credited = null;
  /** @type {import('./tile-layer.js').Trouble} */
  let trouble = 'none';

  function show() {
    const parts = [
      { text: trouble === 'none' ? '' : words.trouble[trouble], kind: 'map-credit-trouble' },
      { text: credited?.attribution ?? '', kind: '' },
      { text: credited?.approvalNumber ? words.approval(credited.approvalNumber) : '', kind: 'map-credit-approval' },
    ].filter(({ text }) => text !== '');
    element.replaceChildren(
      ...parts.map(({ text, kind }) => {
        const span = DomUtil.create('span', kind);
        span.textContent = text;
        return span;
      }),
    );
  }

  return {
    /** @param {Credited|null} layer */
    name(layer) {
      credited = layer;
      trouble = 'none';
      show();
    },
    /** @param {import('./tile-layer.js').Trouble} now */
    setTrouble(now) {
      if (now === trouble) return;
      trouble = now;
      show();
    },
  };
}

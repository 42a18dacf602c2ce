/** A part of the screens: where it really stands, and what of that page is cut out for docs/design.md. */
export interface PartShot {
  readonly name: string;
  /** A place, or `order` for the first order of the list. */
  readonly page: string;
  readonly selector: string;
  readonly width: number;
  readonly dark?: boolean;
}

const desk = 1440;
const phone = 390;

export const partShots: readonly PartShot[] = [
  { name: 'gate-flow', page: '/', selector: '[data-part="gate-flow"]', width: desk },
  { name: 'gate-flow-phone', page: '/', selector: '[data-part="gate-flow"]', width: phone },
  { name: 'gate-rail', page: 'order', selector: '[data-part="gate-rail"]', width: desk },
  { name: 'gate-rail-compact', page: 'order', selector: '[data-part="gate-rail-compact"]', width: phone },
  { name: 'gate-rail-mini', page: '/orders', selector: '[data-part="gate-rail-mini"]', width: desk },
  { name: 'mark', page: '/', selector: 'nav a:first-of-type', width: desk },
  { name: 'headline', page: '/', selector: '[data-board="waiting"]', width: desk },
  { name: 'headline-dark', page: '/', selector: '[data-board="waiting"]', width: desk, dark: true },
  { name: 'breakdown', page: '/', selector: '[data-part="breakdown"]', width: desk },
  { name: 'curve', page: '/', selector: '[data-board="intake"]', width: desk },
  { name: 'radar', page: '/', selector: '[data-board="health"]', width: desk },
  { name: 'sparkline', page: '/', selector: '[data-board="channels"] tbody tr', width: desk },
  { name: 'alert-levels', page: '/', selector: '[data-part="alert-levels"]', width: desk },
  { name: 'urgent-row', page: '/', selector: '[data-part="urgent-row"]', width: desk },
  { name: 'threshold-bar', page: '/alerts', selector: '[data-board="watches"] li', width: desk },
  { name: 'answer-line', page: 'order', selector: '[data-part="answer-line"]', width: desk },
  { name: 'story-row', page: 'order', selector: '[data-part="story-row"]', width: desk },
  { name: 'candidate-bars', page: 'order', selector: '[data-part="candidate-bars"]', width: desk },
  { name: 'route-rail', page: 'order', selector: '[data-part="route-rail"]', width: desk },
];

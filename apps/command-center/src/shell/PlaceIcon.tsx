import type { PlaceKey } from './places.ts';

// One pen for all: 20 x 20, a line of 1.5, no fill.
const lines: Readonly<Record<PlaceKey | 'more', string>> = {
  home: 'M3.5 9 10 3.5 16.5 9v7.5h-13zM8 16.5V12h4v4.5',
  alerts: 'M10 3.5 17.5 16h-15zM10 8.5v3.2M10 13.6v.2',
  orders: 'M4.5 3h11v14h-11zM7.5 7h5M7.5 10h5M7.5 13h3',
  stuck: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM8 7.5v5M12 7.5v5',
  exceptions: 'M5 17.5V3.5h10l-2.5 3.5 2.5 3.5H5',
  inventory: 'M3 6.5 10 3l7 3.5v7L10 17l-7-3.5zM3 6.5l7 3.5 7-3.5M10 10v7',
  warehouses: 'M2.5 8 10 3.5 17.5 8v8.5h-15zM6 16.5V11h8v5.5M6 13.8h8',
  channels: 'M3 10h4l4-5h6M7 10h10M7 10l4 5h6',
  import: 'M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 12.5v4h13v-4',
  mapping: 'M3 5h3.5c5 0 2 10 7 10H17M3 15h3M14 5h3',
  audit: 'm10 3 6 2.5V10c0 4-2.6 6-6 7-3.4-1-6-3-6-7V5.5zM7.5 10l2 2 3.2-4',
  sandbox: 'M7 3h6M8 3v5.2l-4.2 8.3h12.4L12 8.2V3M6.4 12h7.2',
  settings:
    'M3 6h7.5M15.5 6H17M3 14h1.5M9.5 14H17M13 3.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM7 11.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z',
  more: 'M4 10h.1M10 10h.1M16 10h.1',
};

export const PlaceIcon = ({ of }: { readonly of: PlaceKey | 'more' }) => (
  <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth={of === 'more' ? 2.4 : 1.5} aria-hidden>
    <path d={lines[of]} strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);

/** The smallest size of the motif: threads passing gates. */
export const Mark = ({ size }: { readonly size: number }) => (
  <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden focusable="false" style={{ flex: 'none' }}>
    <rect width="26" height="26" rx="6.5" fill="var(--brand)" />
    <g stroke="var(--onbrand)" strokeWidth="1.7" strokeLinecap="round">
      <path d="M8.5 6v14M13 6v14M17.5 6v14" />
      <path d="M5.8 10.6h2.1M9.4 10.6h7.2M18.4 10.6h1.8M5.8 15.4h6.4M14 15.4h6.2" stroke="var(--onbrand)" strokeOpacity="0.72" />
    </g>
  </svg>
);

import type { ReactNode } from 'react';
import styles from './RouteRail.module.css';

interface RouteStop {
  readonly key: string;
  readonly place: string;
  readonly note: ReactNode;
  readonly state: 'done' | 'now' | 'ahead';
}

/** A parcel's way on a line, drawn without a map: origin, hubs, last mile. */
export const RouteRail = ({ stops }: { readonly stops: readonly RouteStop[] }) => (
  <ol className={styles['rail']} style={{ gridTemplateColumns: `repeat(${Math.max(1, stops.length)}, minmax(0, 1fr))` }}>
    {stops.map((stop) => (
      <li key={stop.key} data-state={stop.state}>
        <i aria-hidden />
        <span>{stop.place}</span>
        <small>{stop.note}</small>
      </li>
    ))}
  </ol>
);

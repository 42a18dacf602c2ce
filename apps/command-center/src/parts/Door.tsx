import Link from 'next/link';
import type { ReactNode } from 'react';
import styles from './Door.module.css';

/** A count and the list of exactly what it counts. */
interface Counted {
  readonly count: number;
  readonly place: string;
  readonly set: string;
}

/** The address of a figure's rows; undefined where there is no list of them. */
export const doorOf = ({ place, set }: Counted): string | undefined =>
  place === '' || set === '' ? undefined : `${place}?set=${encodeURIComponent(set).replaceAll('%3A', ':')}`;

interface DoorProps {
  readonly to: Counted | null | undefined;
  /** What stands on the door; its count by default. */
  readonly children?: ReactNode;
  /** Said to those who cannot see where the figure stands. */
  readonly label?: string;
}

/** Every number is a door (law L1): it looks like text and shows by hover that it opens. */
export const Door = ({ to, children, label }: DoorProps) => {
  const inside = children ?? (to === null || to === undefined ? '—' : to.count.toLocaleString('en-US'));
  const address = to === null || to === undefined ? undefined : doorOf(to);
  if (address === undefined) return <span>{inside}</span>;
  return (
    <Link href={address} className={styles['door']} prefetch={false} aria-label={label}>
      {inside}
    </Link>
  );
};

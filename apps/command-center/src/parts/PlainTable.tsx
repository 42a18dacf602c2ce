import type { ReactNode } from 'react';
import styles from './PlainTable.module.css';

/** A table that is only read: hairlines, quiet heads, figures (`data-figure`) to the right. What grows without end is a grid instead. */
export const PlainTable = ({ className, children }: { readonly className?: string | undefined; readonly children: ReactNode }) => (
  <table className={className === undefined ? styles['table'] : `${styles['table']} ${className}`}>{children}</table>
);

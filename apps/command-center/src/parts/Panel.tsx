import type { ReactNode } from 'react';
import styles from './Panel.module.css';

interface PanelProps {
  readonly title?: ReactNode;
  readonly finding?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
  /** The content takes the height that the grid gives to the panel. */
  readonly fill?: boolean;
  readonly id?: string;
}

/** A white sheet with a hairline. Panels are never put inside one another. */
export const Panel = ({ title, finding, aside, children, flush = false, fill = false, id }: PanelProps) => (
  <section className={styles['panel']} data-flush={flush} data-fill={fill} id={id}>
    {title !== undefined && (
      <header className={styles['head']}>
        <h2>{title}</h2>
        {finding !== undefined && <span className={styles['finding']}>{finding}</span>}
        {aside !== undefined && <span className={styles['aside']}>{aside}</span>}
      </header>
    )}
    {children}
  </section>
);

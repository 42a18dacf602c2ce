import { RightOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import styles from './StoryRow.module.css';

interface StoryRowProps {
  readonly time: string;
  readonly hop: ReactNode;
  readonly source: ReactNode;
  readonly title: ReactNode;
  readonly mark?: ReactNode;
  readonly detail?: ReactNode;
  readonly open: boolean;
  readonly label: string;
  readonly onToggle: () => void;
  readonly children?: ReactNode;
}

/** One thing that one system said: when, how long after the one before, who, what; opens to what it is made of. */
export const StoryRow = ({ time, hop, source, title, mark, detail, open, label, onToggle, children }: StoryRowProps) => (
  <li className={styles['row']} data-part="story-row" data-open={open}>
    <button type="button" className={styles['head']} aria-expanded={open} aria-label={label} onClick={onToggle}>
      <span className={styles['time']}>
        {time}
        <small>{hop}</small>
      </span>
      <span className={styles['source']}>{source}</span>
      <span className={styles['what']}>
        <span className={styles['title']}>
          {title} {mark}
        </span>
        {detail !== undefined && <span className={styles['detail']}>{detail}</span>}
      </span>
      <span className={styles['arrow']} aria-hidden>
        <RightOutlined />
      </span>
    </button>
    {open && <div className={styles['body']}>{children}</div>}
  </li>
);

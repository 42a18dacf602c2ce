'use client';

import { TableOutlined } from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import styles from './TwinTable.module.css';

/** The figures of a drawing as a table. */
export interface Twin {
  readonly caption: string;
  readonly columns: readonly { readonly key: string; readonly title: string; readonly figure?: boolean }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** Every chart has a table twin: this shows it in the place of the drawing. */
export const TwinTable = ({ twin }: { readonly twin: Twin }) => (
  <div className={styles['scroll']} tabIndex={0} role="region" aria-label={twin.caption}>
    <table>
      <thead>
        <tr>
          {twin.columns.map((column) => (
            <th key={column.key} scope="col" data-figure={column.figure}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {twin.rows.map((row) => (
          <tr key={row.key}>
            {row.cells.map((cell, place) => (
              <td key={twin.columns[place]?.key} data-figure={twin.columns[place]?.figure}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

interface TwinSwitchProps {
  readonly on: boolean;
  readonly of: string;
  readonly onToggle: () => void;
}

export const TwinSwitch = ({ on, of, onToggle }: TwinSwitchProps) => {
  const t = useTranslations('chart');
  const label = t('asTable', { of });
  return (
    <button type="button" className={styles['switch']} aria-pressed={on} aria-label={label} title={label} onClick={onToggle}>
      <TableOutlined />
    </button>
  );
};

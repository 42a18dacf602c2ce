'use client';

import { ChannelsPanel } from './ChannelsPanel.tsx';
import { FlowPanel } from './FlowPanel.tsx';
import { HealthPanel } from './HealthPanel.tsx';
import styles from './OperationsHome.module.css';
import { IntakePanel } from './IntakePanel.tsx';
import { urgentMatters } from './questions.ts';
import { SyncPanel } from './SyncPanel.tsx';
import { UrgentPanel } from './UrgentPanel.tsx';
import { WaitingPanel } from './WaitingPanel.tsx';

/** One number, what to do now, the picture that explains, then the rows: the order of the hierarchy is the order of the source. */
export const OperationsHome = () => (
  <div className={styles['home']}>
    <div className={styles['waiting']}>
      <WaitingPanel />
    </div>
    <div className={styles['urgent']}>
      <UrgentPanel first={urgentMatters} />
    </div>
    <div className={styles['flow']}>
      <FlowPanel />
    </div>
    <div className={styles['sources']}>
      <ChannelsPanel />
      <SyncPanel />
    </div>
    <div className={styles['health']}>
      <HealthPanel />
    </div>
    <div className={styles['intake']}>
      <IntakePanel />
    </div>
  </div>
);

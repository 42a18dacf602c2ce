'use client';

import { UrgentPanel } from './UrgentPanel.tsx';

export const FinanceHome = () => <UrgentPanel first={12} />;

'use client';

import { UrgentPanel } from './UrgentPanel.tsx';

export const SupplyHome = () => <UrgentPanel first={12} />;

'use client';

import { UrgentPanel } from './UrgentPanel.tsx';

export const WarehouseHome = () => <UrgentPanel first={12} />;

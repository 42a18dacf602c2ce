'use client';

import { UrgentPanel } from './UrgentPanel.tsx';

export const OwnerHome = () => <UrgentPanel first={12} />;

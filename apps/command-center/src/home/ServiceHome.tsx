'use client';

import { UrgentPanel } from './UrgentPanel.tsx';

export const ServiceHome = () => <UrgentPanel first={12} />;

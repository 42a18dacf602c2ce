import { runService } from '@orderloom/service-runtime';
import { composeOrder } from './composition-root.ts';
import { orderEnv } from './env.ts';

await runService('order', (log) => composeOrder({ env: orderEnv(), log }));

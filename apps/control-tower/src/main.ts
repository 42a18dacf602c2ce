import { runService } from '@orderloom/service-runtime';
import { composeTower } from './composition-root.ts';
import { towerEnv } from './env.ts';

await runService('control-tower', (log) => composeTower(towerEnv(), log));

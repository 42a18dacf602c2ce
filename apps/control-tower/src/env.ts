import { readEnv, serviceEnv } from '@orderloom/service-runtime';
import type { z } from 'zod';

const schema = serviceEnv.omit({ HUB_DEPLOYMENT_FILE: true });
export type TowerEnv = z.infer<typeof schema>;

export function towerEnv(): TowerEnv {
  return readEnv(schema, process.env);
}

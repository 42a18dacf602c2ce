import { key32, readEnv, serviceEnv } from '@orderloom/service-runtime';
import { z } from 'zod';

const fulfilmentEnv = serviceEnv.extend({
  /** Raw bodies are sealed with it. */
  HUB_MASTER_KEY: key32,
  /** Silence in seconds after which WMS or carrier are asked by us. */
  FULFILMENT_QUIET_SECONDS: z.coerce.number().int().positive().default(1_800),
});

export type FulfilmentEnv = z.infer<typeof fulfilmentEnv>;

export function fulfilmentEnvOf(env: Readonly<Record<string, string | undefined>>): FulfilmentEnv {
  return readEnv(fulfilmentEnv, env);
}

import { readEnv, serviceEnv } from '@orderloom/service-runtime';
import type { z } from 'zod';

export type OrderEnv = z.infer<typeof serviceEnv>;

export function orderEnv(env: Readonly<Record<string, string | undefined>> = process.env): OrderEnv {
  return readEnv(serviceEnv, env);
}

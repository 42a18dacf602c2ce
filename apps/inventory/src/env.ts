import { readDeployment, readEnv, serviceEnv } from '@orderloom/service-runtime';
import { z } from 'zod';

const schema = serviceEnv.extend({
  /** A hold that nobody pays for ends so long after it was made: when the platforms' own payment windows have ended. */
  HUB_UNPAID_HOLD_SECONDS: z.coerce.number().int().min(1).max(86_400).default(1_800),
});
export type InventoryEnv = z.infer<typeof schema>;

export function inventoryEnv(env: Readonly<Record<string, string | undefined>> = process.env): InventoryEnv {
  return readEnv(schema, env);
}

const deployment = z.object({
  products: z
    .array(
      z.object({
        sku: z.string().min(1),
        safetyStock: z.number().int().min(0).default(0),
        name: z.string().default(''),
        nameEn: z.string().default(''),
      }),
    )
    .default([]),
  warehouses: z.array(z.object({ id: z.string().min(1) })).default([]),
});

/** SKUs of the brand; units kept back are 0 unless the product says otherwise. Warehouses by their ids. */
export function inventoryDeployment(path: string): z.infer<typeof deployment> {
  return readDeployment(path, deployment);
}

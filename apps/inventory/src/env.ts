import { readDeployment, readEnv, serviceEnv } from '@orderloom/service-runtime';
import { z } from 'zod';

export type InventoryEnv = z.infer<typeof serviceEnv>;

export function inventoryEnv(env: Readonly<Record<string, string | undefined>> = process.env): InventoryEnv {
  return readEnv(serviceEnv, env);
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

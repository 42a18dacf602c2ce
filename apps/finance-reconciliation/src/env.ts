import { key32, readDeployment, readEnv, serviceEnv } from '@orderloom/service-runtime';
import { z } from 'zod';

const schema = serviceEnv.extend({ HUB_MASTER_KEY: key32 });
export type FinanceEnv = z.infer<typeof schema>;

const deploymentSchema = z.object({
  erp: z.object({
    system: z.literal('kingdee'),
    baseUrl: z.url(),
    acctId: z.string(),
    username: z.string(),
    appId: z.string(),
    appSecret: z.string(),
    lcid: z.number().int(),
    orgNumber: z.string(),
    accountBook: z.string(),
    accounts: z.object({ receivable: z.string(), revenue: z.string(), tax: z.string() }),
    taxRatePercent: z.number().min(0).max(100),
  }),
});
export type FinanceDeployment = z.infer<typeof deploymentSchema>;

export function financeEnv(): FinanceEnv {
  return readEnv(schema, process.env);
}

export function financeDeployment(path: string): FinanceDeployment {
  return readDeployment(path, deploymentSchema);
}

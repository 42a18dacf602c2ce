import { key32, readDeployment, readEnv, serviceEnv } from '@orderloom/service-runtime';
import { z } from 'zod';

const schema = serviceEnv.extend({ HUB_MASTER_KEY: key32 });
export type MessengerEnv = z.infer<typeof schema>;

const deploymentSchema = z.object({
  messaging: z.object({
    /** Where buyers and staff open the links of messages; without it messages carry none. */
    publicUrl: z.url().optional(),
    wechatServiceAccount: z.object({
      baseUrl: z.url(),
      appId: z.string(),
      appSecret: z.string(),
      shippedTemplateId: z.string(),
      shippedFields: z.record(z.string(), z.enum(['trackingNumber', 'carrier', 'eta', 'summary', 'orderId'])),
      callbackToken: z.string(),
      callbackAesKey: z.string().length(43),
    }),
    wecomRobot: z.object({ baseUrl: z.url(), key: z.string() }),
  }),
});
export type MessengerDeployment = z.infer<typeof deploymentSchema>;

export function messengerEnv(): MessengerEnv {
  return readEnv(schema, process.env);
}

export function messengerDeployment(path: string): MessengerDeployment {
  return readDeployment(path, deploymentSchema);
}

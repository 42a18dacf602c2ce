import { key32, readDeployment, readEnv, serviceEnv } from '@orderloom/service-runtime';
import { z } from 'zod';

const schema = serviceEnv.extend({
  HUB_MASTER_KEY: key32,
  /** Addresses inside the own network (an origin, or with a path only what is below it) that webhooks may go to, with commas between; added to those of the deployment file. */
  HUB_WEBHOOK_ALLOW: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()])))
    .pipe(z.array(z.url())),
  HUB_WEBHOOK_DEADLINE_MS: z.coerce.number().int().min(100).max(60_000).default(15_000),
  HUB_WEBHOOK_KEEP_DAYS: z.coerce.number().int().min(4).default(30),
});
export type MessengerEnv = z.infer<typeof schema>;

const deploymentSchema = z.object({
  /** Addresses that webhooks may go to although they are not https or not of the open internet: an origin, or with a path what is below it. */
  webhooks: z.object({ allow: z.array(z.url()) }).default({ allow: [] }),
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

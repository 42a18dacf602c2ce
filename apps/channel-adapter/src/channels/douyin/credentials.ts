import { z } from 'zod';

const schema = z.object({
  appKey: z.string().min(1),
  appSecret: z.string().min(1),
  platformShopId: z.string().regex(/^\d+$/),
  /** `type` of afterSale.operate that agrees a refund; the fact sheet does not fix its numbers. */
  agreeRefundType: z.coerce.number().int().default(201),
});
export type DouyinCredentials = z.infer<typeof schema>;

export function douyinCredentials(credentials: Readonly<Record<string, string>>): DouyinCredentials {
  return schema.parse(credentials);
}

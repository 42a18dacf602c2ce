import { z } from 'zod';

const schema = z.object({
  appId: z.string().min(1),
  appSecret: z.string().min(1),
  /** Token of the callback console. */
  token: z.string().min(1),
  encodingAesKey: z.string().length(43),
});
export type WechatCredentials = z.infer<typeof schema>;

export function wechatCredentials(credentials: Readonly<Record<string, string>>): WechatCredentials {
  return schema.parse(credentials);
}

import { key32, readDeployment, readEnv, serviceEnv } from '@orderloom/service-runtime';
import { z } from 'zod';

const channelEnv = serviceEnv.extend({
  /** Wraps the keys of persons and seals raw bodies, tokens and credentials. */
  HUB_MASTER_KEY: key32,
  HUB_MASTER_KEY_VERSION: z.coerce.number().int().min(1).default(1),
  /** The key of the version before, while keys are being turned over. */
  HUB_MASTER_KEY_BEFORE: key32.optional(),
  /** Keyed indexes: equality search without the value. */
  HUB_INDEX_KEY: key32,
  /** Overrides every shop's own pause between polls. */
  HUB_POLL_SECONDS: z.coerce.number().int().min(1).optional(),
  HUB_FIRST_POLL_HOURS: z.coerce.number().min(0).default(24),
});
export type ChannelEnv = z.infer<typeof channelEnv>;

export function readChannelEnv(env: Readonly<Record<string, string | undefined>> = process.env): ChannelEnv {
  return readEnv(channelEnv, env);
}

const soldAt = z.object({ productId: z.string(), skuId: z.string() });
/** A shop without a platform: whoever sells places orders by `placeOrder`. */
const ownShop = z.object({
  id: z.string().regex(/^[\w-]+$/),
  channel: z.string().length(2),
  system: z.literal('own'),
  name: z.string(),
  nameEn: z.string(),
  /** For trying out: the only shops that test keys reach. */
  sandbox: z.boolean().default(false),
});

const platformShop = z.object({
  id: z.string().regex(/^[\w-]+$/),
  channel: z.string().length(2),
  system: z.string().refine((system) => system !== 'own'),
  name: z.string(),
  nameEn: z.string(),
  baseUrl: z.url(),
  pollSeconds: z.number().int().min(1).default(900),
  lagClass: z.string().default('normal'),
  stockCallsPerSecond: z.number().min(0.1).default(10),
  credentials: z.record(z.string(), z.coerce.string()),
});

const deployment = z.object({
  shops: z.array(z.union([ownShop, platformShop])),
  products: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      nameEn: z.string(),
      coldChain: z.boolean().default(false),
      douyin: soldAt.optional(),
      wechat: soldAt.optional(),
    }),
  ),
  amap: z.object({ baseUrl: z.url(), key: z.string() }),
});
export type ChannelDeployment = z.infer<typeof deployment>;
export type OwnShopSection = z.infer<typeof ownShop>;

export function readChannelDeployment(path: string): ChannelDeployment {
  return readDeployment(path, deployment);
}

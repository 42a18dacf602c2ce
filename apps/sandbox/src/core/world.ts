import { readFileSync } from 'node:fs';
import { z } from 'zod';

const url = z.url();

const product = z.object({
  sku: z.string(),
  name: z.string(),
  nameEn: z.string(),
  priceFen: z.int().positive(),
  coldChain: z.boolean().default(false),
  douyin: z.object({ productId: z.string(), skuId: z.string() }),
  wechat: z.object({ productId: z.string(), skuId: z.string() }),
});

const douyinShop = z.object({
  id: z.string(),
  channel: z.literal('DY'),
  system: z.literal('douyin'),
  name: z.string(),
  nameEn: z.string(),
  credentials: z.object({ appKey: z.string(), appSecret: z.string(), platformShopId: z.string() }),
});

const wechatShop = z.object({
  id: z.string(),
  channel: z.literal('WX'),
  system: z.literal('wechat-shop'),
  name: z.string(),
  nameEn: z.string(),
  credentials: z.object({ appId: z.string(), appSecret: z.string(), token: z.string(), encodingAesKey: z.string().length(43) }),
});

/** A shop without a platform: nobody outside plays it. */
const ownShop = z.object({ system: z.literal('own') });

const warehouse = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  longitude: z.number(),
  latitude: z.number(),
  coldChain: z.boolean(),
  adcode: z.string(),
  dailyCapacity: z.int().positive(),
  keeper: z.string(),
});

const deployment = z.object({
  brand: z.object({ code: z.string(), name: z.string(), nameEn: z.string() }),
  shops: z
    .array(z.discriminatedUnion('system', [douyinShop, wechatShop, ownShop]))
    .transform((shops) => shops.filter((shop) => shop.system !== 'own')),
  products: z.array(product).min(1),
  warehouses: z.array(warehouse).min(1),
  wms: z.object({
    account: z.string(),
    baseUrl: url,
    appKey: z.string(),
    secret: z.string(),
    customerId: z.string(),
    ownerCode: z.string(),
  }),
  carriers: z.array(
    z.object({
      code: z.string(),
      system: z.string(),
      account: z.string(),
      baseUrl: url,
      partnerId: z.string(),
      checkword: z.string(),
      monthlyCard: z.string(),
    }),
  ),
  erp: z.object({
    baseUrl: url,
    acctId: z.string(),
    username: z.string(),
    appId: z.string(),
    appSecret: z.string(),
    lcid: z.int(),
    orgNumber: z.string(),
    accountBook: z.string(),
    accounts: z.object({ receivable: z.string(), revenue: z.string(), tax: z.string() }),
    taxRatePercent: z.number(),
  }),
  messaging: z.object({
    wechatServiceAccount: z.object({
      baseUrl: url,
      appId: z.string(),
      appSecret: z.string(),
      shippedTemplateId: z.string(),
      callbackToken: z.string(),
      callbackAesKey: z.string().length(43),
    }),
    wecomRobot: z.object({ baseUrl: url, key: z.string() }),
    wecomApp: z.object({
      baseUrl: url,
      corpId: z.string(),
      corpSecret: z.string(),
      agentId: z.int(),
      callbackToken: z.string(),
      encodingAesKey: z.string().length(43),
    }),
  }),
  amap: z.object({ baseUrl: url, key: z.string() }),
  callbacks: z.object({
    douyin: url,
    wechatShop: url,
    qimen: url,
    sf: url,
    wecom: url,
    wechatServiceAccount: url,
  }),
});

export type World = Readonly<z.infer<typeof deployment>>;
export type Product = World['products'][number];
export type DouyinShop = z.infer<typeof douyinShop>;
export type WechatShop = z.infer<typeof wechatShop>;
export type Warehouse = World['warehouses'][number];

/** Reads one deployment file. `{sandbox}` and `{hooks.x}` that are still in it become the given addresses. */
export function readWorld(path: string, addressOf: (placeholder: string) => string): World {
  const source = readFileSync(path, 'utf8').replaceAll(/\{(sandbox|hooks\.[a-z-]+)\}/g, (_, name: string) => addressOf(name));
  return deployment.parse(JSON.parse(source));
}

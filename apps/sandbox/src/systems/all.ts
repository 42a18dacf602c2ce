import type { Marketplace } from '../core/marketplace.ts';
import type { SandboxContext, SandboxSystem } from '../core/system.ts';
import { createAmap } from './amap/system.ts';
import { createDouyin } from './douyin/system.ts';
import { createKingdee } from './kingdee/system.ts';
import { createPartnerShop } from './partner-shop/system.ts';
import { createQimenWms } from './qimen-wms/system.ts';
import { createSf } from './sf/system.ts';
import { createWechatServiceAccount } from './wechat-oa/system.ts';
import { createWechatShop } from './wechat-shop/system.ts';
import { createWeixinTokens } from './wechat-shop/tokens.ts';
import { createWecom } from './wecom/system.ts';

export interface OutsideWorld {
  readonly systems: readonly SandboxSystem[];
  readonly marketplaces: readonly Marketplace[];
}

/** Every outside system of the deployment. A new one is added here and nowhere else. */
export function createOutsideWorld(context: SandboxContext): OutsideWorld {
  const { shops, messaging } = context.world;
  const systems: SandboxSystem[] = [];
  const marketplaces: Marketplace[] = [];
  const weixinApps = new Map([[messaging.wechatServiceAccount.appId, messaging.wechatServiceAccount.appSecret]]);
  for (const shop of shops) {
    if (shop.system === 'wechat-shop') weixinApps.set(shop.credentials.appId, shop.credentials.appSecret);
  }
  const weixinTokens = createWeixinTokens(context, weixinApps);
  systems.push(weixinTokens);

  for (const shop of shops) {
    const { system, marketplace } = shop.system === 'douyin' ? createDouyin(context, shop) : createWechatShop(context, shop, weixinTokens);
    systems.push(system);
    marketplaces.push(marketplace);
  }
  const sf = createSf(context);
  systems.push(
    sf.system,
    createQimenWms(context, sf.desk),
    createKingdee(context),
    createWecom(context),
    createWechatServiceAccount(context, weixinTokens),
    createAmap(context),
    createPartnerShop(context),
  );
  return { systems, marketplaces };
}

/** What an API key may be given. The words are for the people who give it. */
export const partnerScopes = {
  'orders:read': { zh: '读取订单、物流与决策', en: 'Read orders, parcels and decisions' },
  'orders:write': { zh: '取消、挂起、放行、备注、催发', en: 'Cancel, hold, release, remark, expedite' },
  'orders:place': { zh: '下单', en: 'Place orders' },
  'stock:read': { zh: '读取库存', en: 'Read stock' },
  'stock:write': { zh: '调整库存', en: 'Adjust stock' },
  'milestones:write': { zh: '确认定制里程碑', en: 'Confirm milestones of made-to-order goods' },
  'recipients:reveal': { zh: '查看收件人明文', en: 'See recipients in full' },
  'work-items:read': { zh: '读取待办', en: 'Read work items' },
  'webhooks:manage': { zh: '管理事件推送', en: 'Manage webhooks' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

export type PartnerScope = keyof typeof partnerScopes;

/** In an SDL, `@partner(scope: "any")`: every key, whatever its scopes. Not a scope that a key has. */
export const anyScope = 'any';

export function isPartnerScope(text: string): text is PartnerScope {
  return Object.hasOwn(partnerScopes, text);
}

/** What a key was made for: real orders, or only the shops that are marked as sandbox. */
export type KeyEnvironment = 'live' | 'test';

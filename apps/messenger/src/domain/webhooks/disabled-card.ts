/** The alarm to the owner role: a partner's receiver was given up, and what to do. Only the host is named: a path may be a secret. */
export function disabledCard(endpoint: { readonly url: string; readonly partnerId: string; readonly failingSince: Date }): string {
  const host = /^\w+:\/\/([^/?#]+)/.exec(endpoint.url)?.[1] ?? '';
  return [
    '**红色预警 1 条**',
    `> <font color="warning">Webhook 接收端已停用</font> ${host}（合作方 ${endpoint.partnerId}）`,
    `> 自 ${endpoint.failingSince.toISOString()} 起全部推送失败，已满 72 小时。对方恢复后请在「设置 · 开放接口」启用，并从停用时刻补发。`,
    '负责：owner',
  ].join('\n');
}

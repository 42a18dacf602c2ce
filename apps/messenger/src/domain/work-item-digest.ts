export interface UntoldWorkItem {
  readonly workItemId: string;
  readonly pool: string;
  readonly orderId: string;
  readonly owner: string;
}

const poolNames: Readonly<Record<string, string>> = {
  SHORTAGE: '缺货池',
  SOURCING: '分仓失败',
  WAREHOUSE_REFUSAL: '仓库拒单',
  QUARANTINE: '报文隔离',
  CONFLICT: '状态冲突',
  DECLINED_CANCEL: '取消被拒',
  VOUCHER: '凭证被拒',
  WAYBILL: '面单失败',
  MESSAGE: '通知未达',
  DEAD_LETTER: '死信',
  SHIP_NOTICE: '发货回传失败',
};

const EXAMPLES = 3;

/** One robot message for all that is new: counts by pool with a few order numbers. At most 4,096 bytes at the robot. */
export function digestOf(items: readonly UntoldWorkItem[], link: string | undefined): string {
  const byPool = [...Map.groupBy(items, (item) => item.pool)].toSorted((a, b) => b[1].length - a[1].length);
  const lines = byPool.map(([pool, of]) => {
    const examples = of
      .map((item) => item.orderId)
      .filter((id) => id !== '')
      .slice(0, EXAMPLES);
    return `> <font color="warning">${poolNames[pool] ?? pool} ${of.length}</font> · ${of[0]?.owner ?? ''}${examples.length > 0 ? ` · ${examples.join('、')}` : ''}`;
  });
  return [`**新增异常工单 ${items.length} 件**`, ...lines, ...(link === undefined ? [] : [`[查看这些工单](${link})`])].join('\n');
}

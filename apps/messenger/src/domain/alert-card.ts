export interface UntoldAlert {
  readonly alertId: string;
  readonly rule: string;
  readonly subject: string;
  readonly level: string;
  readonly value: number;
  /** Literal: MS, COUNT, SHARE. */
  readonly unit: string;
  readonly threshold: number;
  readonly owner: string;
}

const ruleNames: Readonly<Record<string, string>> = {
  WAITING_P90: '客户等待感知时长 P90',
  STUCK_AT_GATE: '关口卡住的订单',
  CHANNEL_SILENT: '渠道静默，应到未到',
  ARRIVAL_LAG: '到达延迟 P95',
  SYNC_DELAY: '状态同步延迟 P95',
  QUARANTINE: '报文隔离',
  DEAD_LETTERS: '死信',
  SHORTAGE_POOL: '缺货池',
  STOCK_DRIFT: '库存差异',
  OVERDUE_ITEMS: '超时的异常工单',
  CONFLICTS: '状态冲突',
};

/** One message for the alerts of one owner: what, how much, and from where on it is too much. */
export function alertCard(owner: string, alerts: readonly UntoldAlert[]): string {
  const red = alerts.filter((alert) => alert.level === 'RED').length;
  const head =
    red > 0 ? `**红色预警 ${red} 条${alerts.length > red ? `，橙色 ${alerts.length - red} 条` : ''}**` : `**橙色预警 ${alerts.length} 条**`;
  const lines = alerts.map((alert) => {
    const name = ruleNames[alert.rule] ?? alert.rule;
    const about = alert.subject === '' ? '' : alert.rule === 'STUCK_AT_GATE' ? ` 第 ${alert.subject} 关` : ` ${alert.subject}`;
    const figures = `${shown(alert.value, alert.unit)}（阈值 ${shown(alert.threshold, alert.unit)}）`;
    return `> <font color="${alert.level === 'RED' ? 'warning' : 'comment'}">${name}${about}</font> ${figures}`;
  });
  return [head, ...lines, `负责：${owner}`].join('\n');
}

function shown(value: number, unit: string): string {
  if (unit === 'SHARE') return `${(value * 100).toFixed(1)}%`;
  if (unit === 'COUNT') return String(Math.round(value));
  if (value < 1_000) return `${Math.round(value)} 毫秒`;
  if (value < 60_000) return `${(value / 1_000).toFixed(1)} 秒`;
  return value < 3_600_000 ? `${(value / 60_000).toFixed(1)} 分钟` : `${(value / 3_600_000).toFixed(1)} 小时`;
}

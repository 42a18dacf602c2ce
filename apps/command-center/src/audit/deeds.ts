/** Deeds of the log that have words of their own; message keys know no dots. */
export const auditDeedKeys = [
  'account_change-password',
  'account_create',
  'account_lock',
  'account_reset-password',
  'account_set-roles',
  'account_unlock',
  'address-changed',
  'audit_export',
  'bind-sku',
  'bulk-job_retry',
  'bulk-job_start',
  'confirm-payment',
  'conflict_decide',
  'dead-letter_replay',
  'drift-reopened',
  'drift-settled',
  'history-import-started',
  'history-import-undone',
  'history-refused-rows-downloaded',
  'hold-released',
  'hold-rules-published',
  'import-buyer-links',
  'lines-cancelled',
  'milestone-confirmed',
  'open-recipients',
  'order-cancelled',
  'order-expedited',
  'order-held',
  'orders_export',
  'place-order',
  'poll-shop',
  'publish-field-mapping',
  'remark-withdrawn',
  'replay-quarantine',
  'retry-outside-command',
  'reveal-recipient',
  'shop_replace-secret',
  'sign-in-refused',
  'signed-in',
  'signed-out',
  'stock-adjusted',
  'stock-asked-again',
  'stock-hold-expired',
  'stock-repaired',
  'stop-proposed',
  'thresholds_publish',
  'thresholds_restore',
  'trace-asked-again',
  'voucher_retry',
  'webhook_change',
  'webhook_create',
  'webhook_delete',
  'webhook_disable',
  'webhook_enable',
  'webhook_give-up',
  'webhook_replay',
  'webhook_resend',
  'webhook_rotate-secret',
  'work-item_close',
  'work-item_give-back',
  'work-item_hand-over',
  'work-item_note',
  'work-item_reopen',
  'work-item_take',
] as const;
type AuditDeedKey = (typeof auditDeedKeys)[number];

export const asDeed = (deed: string): AuditDeedKey | undefined => {
  const key = deed.replaceAll('.', '_');
  return auditDeedKeys.find((each) => each === key);
};

export const subjectKeys = [
  'account',
  'bulk-job',
  'buyer-link',
  'dead-letter',
  'field-mapping',
  'hold',
  'import',
  'order',
  'parcel',
  'quarantine',
  'recipient',
  'remark',
  'rules',
  'shop',
  'sku',
  'stock',
  'stop',
  'thresholds',
  'voucher',
  'webhook-endpoint',
  'work-item',
] as const;
export const asSubject = (kind: string): (typeof subjectKeys)[number] | undefined => subjectKeys.find((each) => each === kind);

/** Where the thing of an act is to be seen; undefined where no page shows it. */
export const subjectAddress = (act: {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly orderId: string | null;
}): string | undefined => {
  const id = encodeURIComponent(act.subjectId);
  switch (act.subjectKind) {
    case 'account':
      return '/settings?part=accounts';
    case 'work-item':
      return `/exceptions?item=${id}`;
    case 'thresholds':
      return '/settings?part=thresholds';
    case 'rules':
      return '/settings?part=holds';
    case 'webhook-endpoint':
      return '/settings?part=webhooks';
    case 'shop':
      return '/settings?part=shops';
    case 'field-mapping':
    case 'quarantine':
      return '/mapping';
    case 'sku':
    case 'stock':
      return `/inventory/${id}`;
    default:
      return act.orderId === null ? undefined : `/orders/${encodeURIComponent(act.orderId)}`;
  }
};

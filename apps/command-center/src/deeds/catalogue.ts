/** What people can do here. Law L7: a reversible deed runs at once and offers its undo; any other is confirmed first. Never both, never neither. */
export const deeds = {
  CancelOrder: { reversible: false, guard: 'confirm' },
  HoldOrder: { reversible: true, guard: 'undo', undo: 'ReleaseHold' },
  // A released order may leave for its warehouse within the second: holding it again comes too late.
  ReleaseHold: { reversible: false, guard: 'confirm' },
  SourceAgain: { reversible: false, guard: 'confirm' },
  AddRemark: { reversible: true, guard: 'undo', undo: 'WithdrawRemark' },
  WithdrawRemark: { reversible: false, guard: 'confirm' },
  // What goes first for the keeper, or at the next decision, has overtaken others by then.
  ExpediteOrder: { reversible: false, guard: 'confirm' },
  // What a carrier told is known; the button says what it does and that it is done once a minute.
  AskTraceAgain: { reversible: false, guard: 'confirm' },
  // What has been seen cannot be unseen; the reason that is asked for is the confirmation.
  RevealRecipient: { reversible: false, guard: 'confirm' },
  SaveView: { reversible: true, guard: 'undo', undo: 'SaveView' },
  DeleteView: { reversible: true, guard: 'undo', undo: 'RestoreView' },
  RestoreView: { reversible: true, guard: 'undo', undo: 'DeleteView' },
  // Many orders at once: what it will do, and to how many, is shown first.
  StartBulkJob: { reversible: false, guard: 'confirm' },
  RetryBulkJob: { reversible: false, guard: 'confirm' },
  // It releases what a job held, and a released order may leave within the second.
  UndoBulkJob: { reversible: false, guard: 'confirm' },
  // Orders that a version has let through stay: an older version comes back as a new one.
  PublishFieldMapping: { reversible: false, guard: 'confirm' },
  ReplayQuarantine: { reversible: false, guard: 'confirm' },
  BindSkus: { reversible: false, guard: 'confirm' },
  PauseIntake: { reversible: true, guard: 'undo', undo: 'ResumeIntake' },
  ResumeIntake: { reversible: true, guard: 'undo', undo: 'PauseIntake' },
  PollShop: { reversible: false, guard: 'confirm' },
  SettleDrift: { reversible: true, guard: 'undo', undo: 'ReopenDrift' },
  ReopenDrift: { reversible: true, guard: 'undo', undo: 'SettleDrift' },
  RetryOutside: { reversible: false, guard: 'confirm' },
  TakeWorkItems: { reversible: true, guard: 'undo', undo: 'GiveBackWorkItems' },
  GiveBackWorkItems: { reversible: true, guard: 'undo', undo: 'TakeWorkItems' },
  HandOverWorkItems: { reversible: true, guard: 'undo', undo: 'HandOverWorkItems' },
  CloseWorkItems: { reversible: true, guard: 'undo', undo: 'ReopenWorkItems' },
  ReopenWorkItems: { reversible: true, guard: 'undo', undo: 'CloseWorkItems' },
  // History is only added to: the written words are the confirmation.
  NoteWorkItem: { reversible: false, guard: 'confirm' },
  DecideConflict: { reversible: false, guard: 'confirm' },
  // What an outside system or a service took again it has taken.
  ReplayDeadLetter: { reversible: false, guard: 'confirm' },
  ReplayHeldPayload: { reversible: false, guard: 'confirm' },
  RetryVoucher: { reversible: false, guard: 'confirm' },
  RetryShipNotice: { reversible: false, guard: 'confirm' },
  StartHistoryImport: { reversible: true, guard: 'undo', undo: 'UndoHistoryImport' },
  UndoHistoryImport: { reversible: false, guard: 'confirm' },
  // The platform forgets nothing of an old secret, and we keep none of it.
  ReplaceShopSecret: { reversible: false, guard: 'confirm' },
  PublishThresholds: { reversible: true, guard: 'undo', undo: 'RestoreThresholds' },
  RestoreThresholds: { reversible: true, guard: 'undo', undo: 'RestoreThresholds' },
  PublishHoldRules: { reversible: true, guard: 'undo', undo: 'PublishHoldRules' },
  // A secret that was told is told.
  CreateWebhookEndpoint: { reversible: false, guard: 'confirm' },
  RotateWebhookSecret: { reversible: false, guard: 'confirm' },
  DisableWebhookEndpoint: { reversible: true, guard: 'undo', undo: 'EnableWebhookEndpoint' },
  EnableWebhookEndpoint: { reversible: true, guard: 'undo', undo: 'DisableWebhookEndpoint' },
  DeleteWebhookEndpoint: { reversible: false, guard: 'confirm' },
  // What a partner heard it has heard; the button and the dialog say what goes out.
  ResendWebhookDelivery: { reversible: false, guard: 'confirm' },
  ReplayWebhooks: { reversible: false, guard: 'confirm' },
} as const;

/** Questions that are sent as mutations because their answer is kept (its set of orders goes into an address): nobody sees anything changed. */
export const questions: readonly string[] = ['LookUpOrders'];

/** Deeds at the gateway's own doors, which are no documents (ADR 0060). */
export const doorDeeds = {
  'accounts/set-roles': { reversible: true, guard: 'undo', undo: 'accounts/set-roles' },
  'accounts/lock': { reversible: true, guard: 'undo', undo: 'accounts/unlock' },
  'accounts/unlock': { reversible: true, guard: 'undo', undo: 'accounts/lock' },
  // Accounts are locked, never removed; a password that was told is told.
  'accounts/create': { reversible: false, guard: 'confirm' },
  'accounts/reset-password': { reversible: false, guard: 'confirm' },
  // A key that was told is told, and a revoked one is never brought back: whoever was refused once has perhaps been told why.
  'keys/issue': { reversible: false, guard: 'confirm' },
  'keys/rotate': { reversible: false, guard: 'confirm' },
  'keys/revoke': { reversible: false, guard: 'confirm' },
  'auth/password': { reversible: false, guard: 'confirm' },
} as const;

export type Deed = keyof typeof deeds;

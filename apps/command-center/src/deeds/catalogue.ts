/** What people can do here. Law L7: a reversible deed runs at once and offers its undo; any other is confirmed first. Never both, never neither. */
export const deeds = {
  CancelOrder: { reversible: false, guard: 'confirm' },
  HoldOrder: { reversible: true, guard: 'undo', undo: 'ReleaseHold' },
  // A released order may leave for its warehouse within the second: holding it again comes too late.
  ReleaseHold: { reversible: false, guard: 'confirm' },
  SourceAgain: { reversible: false, guard: 'confirm' },
  // What has been seen cannot be unseen; the reason that is asked for is the confirmation.
  RevealRecipient: { reversible: false, guard: 'confirm' },
} as const;

export type Deed = keyof typeof deeds;

import { z } from 'zod';

/** How SF behaves. Durations are outside time. */
export const settingsSchema = z.object({
  /** What a second create with the same orderId gets. */
  reuse: z.enum(['first-waybill', '8016']).default('first-waybill'),
  usualHours: z.number().positive().default(48),
  /** First delivery attempts that fail. */
  failShare: z.number().min(0).max(1).default(0.03),
  /** Route nodes that are pushed once more, and those that are pushed after their successor. */
  repeatShare: z.number().min(0).max(1).default(0.03),
  lateShare: z.number().min(0).max(1).default(0.02),
  gatherMs: z.number().nonnegative().default(20_000),
  /** Nodes in one push. */
  pushSize: z.int().positive().default(10),
  /** Receivers outside SF's range, by a word in the address. */
  unreachable: z.array(z.string()).default([]),
});

export type Settings = z.infer<typeof settingsSchema>;

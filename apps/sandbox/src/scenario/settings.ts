import { z } from 'zod';

const share = z.number().min(0).max(1);

/** POST /control/scenario/start. Either a rate, or a day's orders over so many outside hours. */
export const scenarioSchema = z.object({
  /** Mean orders a minute of real time. */
  rate: z.number().positive().max(60_000).optional(),
  /** Real minutes in which the curve of 24 hours passes once, again and again. */
  dayMinutes: z.number().positive().default(24),
  /** Instead of rate: this many orders along the curve, in `hours` outside hours (divided by speed), then the end. */
  day: z.object({ orders: z.int().positive(), hours: z.number().positive() }).optional(),
  seed: z.string().default('demo'),
  speed: z.number().positive().max(100_000).optional(),
  /** Hour of the curve at which it starts. */
  startHour: z.number().min(0).max(24).default(8),
  flat: z.boolean().default(false),
  mix: z.object({ DY: z.number().nonnegative(), WX: z.number().nonnegative() }).default({ DY: 0.7, WX: 0.3 }),
  shares: z
    .object({
      cancel: share.default(0.04),
      refund: share.default(0.03),
      refundAfterShipping: share.default(0.02),
      addressChange: share.default(0.03),
      shortStock: share.default(0.005),
      payLater: share.default(0.08),
      gift: share.default(0.05),
      preSale: share.default(0.02),
    })
    .prefault({}),
});
export type ScenarioSettings = z.infer<typeof scenarioSchema>;

export const GENTLE_RATE = 20;

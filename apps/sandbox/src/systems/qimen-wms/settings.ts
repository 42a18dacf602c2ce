import { z } from 'zod';

const minute = 60_000;

/** How this warehouse company works. All durations are outside milliseconds. */
export const settingsSchema = z.object({
  waveEveryMs: z
    .number()
    .nonnegative()
    .default(10 * minute),
  waveSize: z.int().positive().default(300),
  printMs: z
    .number()
    .nonnegative()
    .default(3 * minute),
  pickMs: z
    .number()
    .nonnegative()
    .default(14 * minute),
  checkMs: z
    .number()
    .nonnegative()
    .default(6 * minute),
  packMs: z
    .number()
    .nonnegative()
    .default(5 * minute),
  weighMs: z
    .number()
    .nonnegative()
    .default(3 * minute),
  outboundMs: z
    .number()
    .nonnegative()
    .default(9 * minute),
  /** Orders of one wave leave in handfuls, this many at a time and this far apart. */
  handful: z.int().positive().default(25),
  handfulGapMs: z.number().nonnegative().default(minute),
  twoParcelsShare: z.number().min(0).max(1).default(0.08),
  inPartsShare: z.number().min(0).max(1).default(0.4),
  /** Which steps are told by orderprocess.report; [] at load. */
  reportedSteps: z.array(z.string()).default(['ACCEPT', 'PRINT', 'PICK', 'CHECK', 'PACKAGE', 'WEIGH']),
  /** More than 1: deliveryorder.batchconfirm. */
  confirmsPerPush: z.int().positive().default(1),
  countEveryMs: z
    .number()
    .positive()
    .default(24 * 60 * minute),
  /** Share of counts that find the shelf other than the books. */
  driftShare: z.number().min(0).max(1).default(0.25),
});

export type Settings = z.infer<typeof settingsSchema>;

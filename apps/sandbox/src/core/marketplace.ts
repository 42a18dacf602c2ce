import { z } from 'zod';

export const PUSH_MODES = ['normal', 'never', 'twice', 'late', 'out-of-order'] as const;

const line = z.object({ sku: z.string(), quantity: z.int().positive().max(9999) });

export const addressSchema = z.object({
  name: z.string().optional(),
  phone: z.string().optional(),
  /** Six-digit district code. */
  district: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  detail: z.string().optional(),
});

/** POST /control/orders, without the channel. */
export const placeSchema = z.object({
  lines: z.array(line).min(1).max(50),
  gifts: z.array(line).max(5).default([]),
  /** Index in the pool; drawn when absent. */
  buyer: z.int().nonnegative().optional(),
  address: addressSchema.optional(),
  pay: z.boolean().default(true),
  push: z.enum(PUSH_MODES).default('normal'),
  /** Outside milliseconds of a late push. */
  lateMs: z.number().positive().default(60_000),
  /** Unix seconds at which the buyer ordered and paid; now when absent. */
  at: z.int().positive().optional(),
  words: z.string().optional(),
  /** Neither promotion nor freight nor influencer. */
  plain: z.boolean().default(false),
  preSale: z.boolean().default(false),
});
export type PlaceOrder = z.infer<typeof placeSchema>;
export type WantedAddress = z.infer<typeof addressSchema>;

export const refundSchema = z.object({
  /** Line numbers from 1; the whole order when absent. */
  lines: z.array(z.int().positive()).optional(),
  reason: z.string().default('不想要了'),
  /** The platform's quick refund agrees by itself within seconds. */
  instant: z.boolean().default(false),
  /** After shipping: with the goods coming back, or money only. */
  withReturn: z.boolean().default(false),
});
export type RefundRequest = z.infer<typeof refundSchema>;

export interface MintRequest {
  readonly count: number;
  readonly seed: string;
  readonly lines: (nth: number) => PlaceOrder['lines'];
  /** Buyer index of the first order; each further order has the next one. */
  readonly firstBuyer: number;
}

/** A signed push that was not sent: the load generator sends it. */
export interface MintedPush {
  readonly no: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a buyer of this channel can do, and what the platform shows of it. Refusals are thrown as BuyerRefused. */
export interface Marketplace {
  readonly channel: 'DY' | 'WX';
  readonly name: string;
  place(order: PlaceOrder): string;
  pay(no: string): void;
  cancel(no: string, reason: string): void;
  refund(no: string, refund: RefundRequest): string;
  changeAddress(no: string, address: WantedAddress): void;
  mint(request: MintRequest): readonly MintedPush[];
  /** Its last change is now, though nothing of it is another. */
  touch(no: string): void;
  view(no: string): unknown;
  recent(after: number, limit: number): readonly OrderSummary[];
  has(no: string): boolean;
  sellable(sku: string): number;
  counts(): Readonly<Record<string, number>>;
}

export interface OrderSummary {
  readonly no: string;
  readonly channel: string;
  readonly status: string;
  readonly createTime: number;
  readonly updateTime: number;
  readonly payAmount: number;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

export class BuyerRefused extends Error {
  override readonly name = 'BuyerRefused';
}

import { z } from 'zod';
import { SfRefusal } from './gateway.ts';

/** Numbers may come as text or as JSON numbers. */
export const text = z.union([z.string(), z.number()]).transform(String);
const contact = z.object({
  contactType: z.coerce.number(),
  contact: z.string().optional(),
  company: z.string().optional(),
  tel: text.optional(),
  mobile: text.optional(),
  country: z.string().optional(),
  province: z.string().default(''),
  city: z.string().default(''),
  county: z.string().default(''),
  address: z.string().min(1),
});
export const createRequest = z.object({
  language: z.string().min(1),
  orderId: z.string().min(1).max(64),
  cargoDetails: z.array(z.object({ name: z.string().min(1) })).min(1),
  contactInfoList: z.array(contact).min(2),
  expressTypeId: z.coerce.number().int().positive(),
  payMethod: z.coerce.number().int().min(1).max(3).default(1),
  monthlyCard: z.string().optional(),
  parcelQty: z.coerce.number().int().positive().default(1),
  custReferenceNo: z.string().default(''),
  isGenWaybillNo: z.coerce.number().default(1),
  waybillNoInfoList: z.array(z.object({ waybillType: z.coerce.number().default(1), waybillNo: z.string().min(1) })).default([]),
  isReturnRoutelabel: z.coerce.number().default(0),
});
export type CreateRequest = z.infer<typeof createRequest>;

export function readMsgData<T>(schema: z.ZodType<T>, msgData: string): T {
  let source: unknown;
  try {
    source = JSON.parse(msgData);
  } catch {
    throw new SfRefusal('S0001', '非法的JSON格式');
  }
  const read = schema.safeParse(source);
  if (read.success) return read.data;
  throw new SfRefusal('S0002', `必填参数${read.error.issues[0]?.path.join('.') ?? ''}为空或格式不正确`);
}

import { z } from 'zod';

const text = z.string().min(1);

const sender = z.object({
  name: text,
  phone: text,
  province: text,
  city: text,
  county: z.string().default(''),
  detail: text,
});

/** The sections of the deployment file that fulfilment reads. */
export const fulfilmentDeployment = z.object({
  brand: z.object({ code: text, name: text }),
  shops: z.array(z.object({ id: text, name: text })),
  products: z.array(z.object({ sku: text, madeToOrder: z.boolean().default(false) })),
  warehouses: z
    .array(
      z.object({
        id: text,
        name: text,
        nameEn: text,
        longitude: z.number().min(-180).max(180),
        latitude: z.number().min(-90).max(90),
        coldChain: z.boolean(),
        adcode: z.string().regex(/^\d{6}$/),
        dailyCapacity: z.number().int().positive(),
        keeper: text,
        takingOrders: z.boolean().default(true),
        /** Printed as the sender; without it the warehouse's own name and province stand there. */
        sender: sender.optional(),
      }),
    )
    .min(1),
  wms: z.object({
    system: z.literal('qimen'),
    account: text,
    baseUrl: z.url(),
    appKey: text,
    secret: text,
    customerId: text,
    ownerCode: text,
    /** Deadline of one call in ms. */
    deadlineMs: z.number().int().positive().default(10_000),
    countEverySeconds: z.number().int().positive().default(300),
  }),
  carriers: z
    .array(
      z.object({
        code: text,
        system: z.literal('sf'),
        account: text,
        baseUrl: z.url(),
        partnerId: text,
        checkword: text,
        monthlyCard: z.string().default(''),
        /** Product of the carrier (`expressTypeId`). */
        service: text.default('1'),
        /** C-04: when the number is asked for, if the warehouse does not bring one. */
        waybill: z.enum(['AFTER_OUTBOUND', 'BEFORE_PACKING']).default('AFTER_OUTBOUND'),
        deadlineMs: z.number().int().positive().default(8_000),
      }),
    )
    .min(1),
  amap: z.object({ baseUrl: z.url(), key: text }).optional(),
  /** Versions of thresholds and weights; the highest is in force. */
  sourcingRules: z
    .array(
      z.object({ version: z.number().int().positive(), publishedBy: text.default('deployment'), rule: z.record(z.string(), z.unknown()) }),
    )
    .default([]),
});

export type FulfilmentDeployment = z.infer<typeof fulfilmentDeployment>;
export type CarrierConfig = FulfilmentDeployment['carriers'][number];
export type WmsConfig = FulfilmentDeployment['wms'];

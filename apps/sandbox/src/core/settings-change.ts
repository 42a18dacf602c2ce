import { z } from 'zod';

/** The settings that a body names, and only those: a schema fills in the defaults of the others, which would set them back. */
export function settingsChange<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, body: unknown): object {
  const named = z.record(z.string(), z.unknown()).parse(body);
  return Object.fromEntries(Object.entries(schema.partial().parse(named)).filter(([name]) => name in named));
}

import { z } from 'zod';

/** Says everything that is wrong with the environment at once. */
export class EnvironmentRefused extends Error {
  override readonly name = 'EnvironmentRefused';
}

/** Reads and checks the environment. Throws EnvironmentRefused with one line per problem. */
export function readEnv<S extends z.ZodType>(schema: S, env: Readonly<Record<string, string | undefined>>): z.infer<S> {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.') || '(environment)'}: ${issue.message}`);
  throw new EnvironmentRefused(`the environment is not usable:\n${problems.join('\n')}`);
}

const port = z.coerce.number().int().min(1).max(65_535);

/** A key of 32 bytes, written in hex. */
export const key32 = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, 'must be 64 hex digits')
  .transform((hex) => Buffer.from(hex, 'hex'));

/** What every service needs; a service extends it with its own. */
export const serviceEnv = z.object({
  HUB_HOST: z.string().default('127.0.0.1'),
  HUB_PORT_OFFSET: z.coerce.number().int().min(0).default(0),
  DATABASE_URL: z.string().min(1, 'is missing: postgres://user:password@host:port/database'),
  NATS_URL: z.string().min(1, 'is missing: nats://host:port'),
  HUB_INTERNAL_KEY: key32,
  HUB_DEPLOYMENT_FILE: z.string().min(1, 'is missing: path of the deployment file'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DATABASE_POOL: z.coerce.number().int().min(2).default(10),
});
export type ServiceEnv = z.infer<typeof serviceEnv>;

export const addressesSchema = z.object({
  host: z.string(),
  ports: z.record(z.string(), z.record(z.string(), port)),
});

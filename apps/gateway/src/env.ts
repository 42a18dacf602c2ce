import { readEnv, serviceEnv } from '@orderloom/service-runtime';
import { delimiter } from 'node:path';
import { z } from 'zod';

const gatewayEnv = serviceEnv
  .omit({ HUB_DEPLOYMENT_FILE: true })
  .extend({
    /** 1 makes one account per role with the password below. */
    HUB_DEMO: z.enum(['0', '1']).default('0'),
    HUB_DEMO_PASSWORD: z.string().min(8, 'must have 8 characters or more').optional(),
    /** An API key of a demo, with all scopes; a start makes and prints it. */
    HUB_DEMO_KEY: z.string().optional(),
    /** Control door of the sandbox that plays the outside world. Absent: a demo has its own, production none. */
    HUB_SANDBOX_URL: z.url().optional(),
    /** Milliseconds that one subgraph may take. */
    HUB_SUBGRAPH_DEADLINE_MS: z.coerce.number().int().min(100).default(3_000),
    /** Says which shops are for trying out: those, and no others, are reached by test keys. */
    HUB_DEPLOYMENT_FILE: z.string().optional(),
    /** Files of documents that people may run, with a path separator between them. */
    HUB_TRUSTED_DOCUMENTS: z
      .string()
      .default(
        ['../../command-center/trusted-documents.json', '../runbook-documents.json']
          .map((file) => new URL(file, import.meta.url).pathname)
          .join(delimiter),
      ),
  })
  .refine((env) => env.HUB_DEMO === '0' || env.HUB_DEMO_PASSWORD !== undefined, {
    message: 'is needed with HUB_DEMO=1',
    path: ['HUB_DEMO_PASSWORD'],
  });

export type GatewayEnv = z.infer<typeof gatewayEnv>;

export function readGatewayEnv(env: NodeJS.ProcessEnv): GatewayEnv {
  return readEnv(gatewayEnv, env);
}

/** Apollo's gateway reports to its maker unless its constructor finds this. */
export function keepApolloSilent(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
}

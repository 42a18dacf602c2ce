import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = new URL('../../../', import.meta.url);
const fromRoot = (path: string): string => fileURLToPath(new URL(path, root));

const schema = z.object({
  HUB_HOST: z.string().optional(),
  HUB_PORT_OFFSET: z.coerce.number().int().min(0).default(0),
  HUB_DEPLOYMENT_FILE: z.string().default(fromRoot('tools/demo/deployment.json')),
  SANDBOX_DATA: z.string().min(1).optional(),
  SANDBOX_SEED: z.string().min(1).default('orderloom'),
  SANDBOX_SPEED: z.coerce.number().positive().default(1),
  LOG_LEVEL: z.string().default('info'),
});

const addresses = z.object({
  host: z.string(),
  ports: z.record(z.string(), z.record(z.string(), z.int())),
});

export interface Env {
  readonly host: string;
  readonly port: number;
  readonly deploymentFile: string;
  readonly dataFolder: string | undefined;
  readonly seed: string;
  readonly speed: number;
  readonly logLevel: string;
  /** Default address of `{sandbox}` and `{hooks.x}`. */
  readonly addressOf: (placeholder: string) => string;
}

export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const parsed = schema.safeParse(variables);
  if (!parsed.success) throw new Error(`The sandbox cannot start:\n${z.prettifyError(parsed.error)}`);
  const { HUB_HOST, HUB_PORT_OFFSET, HUB_DEPLOYMENT_FILE, SANDBOX_DATA, SANDBOX_SEED, SANDBOX_SPEED, LOG_LEVEL } = parsed.data;
  const { host: defaultHost, ports } = addresses.parse(JSON.parse(readFileSync(fromRoot('infra/addresses.json'), 'utf8')));
  const host = HUB_HOST ?? defaultHost;
  const portOf = (app: string, door: string): number => {
    const port = ports[app]?.[door];
    if (port === undefined) throw new Error(`infra/addresses.json has no ${door} port for ${app}`);
    return port + HUB_PORT_OFFSET;
  };
  return {
    host,
    port: portOf('sandbox', 'http'),
    deploymentFile: HUB_DEPLOYMENT_FILE,
    dataFolder: SANDBOX_DATA,
    seed: SANDBOX_SEED,
    speed: SANDBOX_SPEED,
    logLevel: LOG_LEVEL,
    addressOf: (placeholder) => {
      const port = placeholder === 'sandbox' ? portOf('sandbox', 'http') : portOf(placeholder.slice('hooks.'.length), 'hooks');
      return `http://${host}:${port}`;
    },
  };
}

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Problem } from '../problem.ts';

const key = z.string().regex(/^[0-9a-f]{64}$/);

const schema = z.object({
  /** Identity between services. */
  HUB_INTERNAL_KEY: key,
  /** Wraps the vault and the raw archives: without it nothing personal can ever be read again. */
  HUB_MASTER_KEY: key,
  /** Keyed indexes of the vault. */
  HUB_INDEX_KEY: key,
  /** Password of the embedded Postgres. */
  databasePassword: z.string().min(16),
  /** Password of the demo accounts, printed at each start with the sandbox. */
  demoPassword: z.string().min(8),
});

export type Secrets = Readonly<z.infer<typeof schema>>;

/** The secrets of one data folder, made once and kept: what they sealed stays readable only with them. */
export function readOrMakeSecrets(file: string): Secrets {
  if (existsSync(file)) return readSecrets(file);
  const made: Secrets = {
    HUB_INTERNAL_KEY: randomBytes(32).toString('hex'),
    HUB_MASTER_KEY: randomBytes(32).toString('hex'),
    HUB_INDEX_KEY: randomBytes(32).toString('hex'),
    databasePassword: randomBytes(18).toString('hex'),
    demoPassword: randomBytes(6).toString('hex'),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(made, undefined, 2), { mode: 0o600, flag: 'wx' });
  return made;
}

function readSecrets(file: string): Secrets {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Problem({
      what: 'the keys of this deployment cannot be read',
      why: `${file} is not what a start wrote there`,
      remedy: 'put the file back from a backup, or start again from nothing with `npm start -- --reset`',
      cause: error,
    });
  }
}

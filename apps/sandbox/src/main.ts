import { pino } from 'pino';
import { readWorld } from './core/world.ts';
import { readEnv } from './env.ts';
import { openSandbox } from './sandbox.ts';

const env = readEnv(process.env);
const log = pino({ name: 'sandbox', level: env.logLevel });
const sandbox = await openSandbox({
  world: readWorld(env.deploymentFile, env.addressOf),
  seed: env.seed,
  speed: env.speed,
  dataFolder: env.dataFolder,
  host: env.host,
  port: env.port,
  onError: (path, error) => log.error({ path, err: error }, 'call failed'),
});
log.info({ host: env.host, port: sandbox.port, speed: env.speed }, 'the outside world is open');

const stop = (): void => {
  sandbox.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

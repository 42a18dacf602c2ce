import { startDoor } from './door/open-door.ts';

// First of all: pushes come again only some seconds after one that found nobody, and its modules and ours are read side by side.
const door = startDoor();
const { runService } = await import('@orderloom/service-runtime');

await runService('channel-adapter', async (log) => {
  const [{ composeChannelAdapter }, { readChannelDeployment, readChannelEnv }] = await Promise.all([
    import('./composition-root.ts'),
    import('./env.ts'),
  ]);
  const env = readChannelEnv();
  return composeChannelAdapter({ env, deployment: readChannelDeployment(env.HUB_DEPLOYMENT_FILE), log, door });
});

import { startDoor } from './door/open-door.ts';

// First of all: pushes come again only some seconds after one that found nobody, and its modules and ours are read side by side.
const door = startDoor();
const [{ runService }, { composeChannelAdapter }, { readChannelDeployment, readChannelEnv }] = await Promise.all([
  import('./run-service.ts'),
  import('./composition-root.ts'),
  import('./env.ts'),
]);

await runService('channel-adapter', async (log) => {
  const env = readChannelEnv();
  return composeChannelAdapter({ env, deployment: readChannelDeployment(env.HUB_DEPLOYMENT_FILE), log, door });
});

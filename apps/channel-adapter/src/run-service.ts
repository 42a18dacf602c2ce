import { runService } from '@orderloom/service-runtime';
import { composeChannelAdapter } from './composition-root.ts';
import type { StartedDoor } from './door/open-door.ts';
import { readChannelDeployment, readChannelEnv } from './env.ts';

export async function runChannelAdapter(door: StartedDoor): Promise<void> {
  await runService('channel-adapter', async (log) => {
    const env = readChannelEnv();
    return composeChannelAdapter({ env, deployment: readChannelDeployment(env.HUB_DEPLOYMENT_FILE), log, door });
  });
}

import { runService } from '@orderloom/service-runtime';
import { composeChannelAdapter } from './composition-root.ts';
import { readChannelDeployment, readChannelEnv } from './env.ts';

await runService('channel-adapter', (log) => {
  const env = readChannelEnv();
  return composeChannelAdapter({ env, deployment: readChannelDeployment(env.HUB_DEPLOYMENT_FILE), log });
});

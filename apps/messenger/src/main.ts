import { runService } from '@orderloom/service-runtime';
import { composeMessenger } from './composition-root.ts';
import { messengerDeployment, messengerEnv } from './env.ts';

await runService('messenger', (log) => {
  const env = messengerEnv();
  return composeMessenger(env, messengerDeployment(env.HUB_DEPLOYMENT_FILE), log);
});

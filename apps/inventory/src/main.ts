import { runService } from '@orderloom/service-runtime';
import { composeInventory } from './composition-root.ts';
import { inventoryDeployment, inventoryEnv } from './env.ts';

await runService('inventory', (log) => {
  const env = inventoryEnv();
  return composeInventory({ env, deployment: inventoryDeployment(env.HUB_DEPLOYMENT_FILE), log });
});

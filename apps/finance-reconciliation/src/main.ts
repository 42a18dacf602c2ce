import { runService } from '@orderloom/service-runtime';
import { composeFinance } from './composition-root.ts';
import { financeDeployment, financeEnv } from './env.ts';

await runService('finance-reconciliation', (log) => {
  const env = financeEnv();
  return composeFinance(env, financeDeployment(env.HUB_DEPLOYMENT_FILE), log);
});

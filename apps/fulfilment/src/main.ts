import { runService } from '@orderloom/service-runtime';
import { composeFulfilment } from './composition-root.ts';
import { fulfilmentEnvOf } from './env.ts';

await runService('fulfilment', (log) => composeFulfilment(fulfilmentEnvOf(process.env), log));

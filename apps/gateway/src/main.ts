import { httpAddress, portOf, runService } from '@orderloom/service-runtime';
import { readFileSync } from 'node:fs';
import { compose } from './composition-root.ts';
import { readGatewayEnv } from './env.ts';
import { readPartnerFields, readSandboxShops } from './federation/partner-fields.ts';
import { readTrustedDocuments } from './federation/trusted-documents.ts';

await runService(
  'gateway',
  (log) => {
    const env = readGatewayEnv(process.env);
    return compose({
      env,
      log,
      port: portOf('gateway', 'http', env.HUB_PORT_OFFSET),
      addressOf: (app) => httpAddress(app, env),
      supergraphSdl: readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8'),
      partnerFields: readPartnerFields(new URL('../partner-fields.json', import.meta.url)),
      sandboxShops: env.HUB_DEPLOYMENT_FILE === undefined ? [] : readSandboxShops(env.HUB_DEPLOYMENT_FILE),
      trustedDocuments: readTrustedDocuments(env.HUB_TRUSTED_DOCUMENTS),
    });
  },
  'front',
);

import { readDeployment } from '@orderloom/service-runtime';
import type { PartnerMarks } from '@orderloom/subgraph';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The fields that keys may ask, as `tools/compose-supergraph` gathers them out of the SDLs. */
export function readPartnerFields(file: URL): PartnerMarks {
  return new Map(Object.entries(z.record(z.string(), z.array(z.string())).parse(JSON.parse(readFileSync(file, 'utf8')))));
}

/** Ids of the shops that are for trying out. */
export function readSandboxShops(deploymentFile: string): readonly string[] {
  const { shops } = readDeployment(
    deploymentFile,
    z.object({ shops: z.array(z.object({ id: z.string(), sandbox: z.boolean().default(false) })) }),
  );
  return shops.filter(({ sandbox }) => sandbox).map(({ id }) => id);
}

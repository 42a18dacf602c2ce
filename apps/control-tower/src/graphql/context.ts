import type { EntityManager } from '@mikro-orm/postgresql';
import type { SubgraphContext } from '@orderloom/subgraph';
import type { Pool } from 'pg';
import type { BulkDeps } from '../application/bulk-ports.ts';
import type { RawArchives, SearchIndex, TowerDeps } from '../application/ports.ts';
import type { ReplayDeps } from '../application/replay-dead-letter.ts';
import type { PublishedThresholds } from '../application/ports.ts';
import type { GateThresholds } from '../domain/thresholds.ts';

export type TowerContext = SubgraphContext<{
  readonly pool: Pool;
  readonly em: EntityManager;
  readonly thresholds: GateThresholds;
  readonly inForce: PublishedThresholds['inForce'];
  readonly now: Date;
  readonly rawArchives: RawArchives;
  readonly searchIndex: SearchIndex;
  readonly replay: ReplayDeps;
  readonly bulk: BulkDeps;
  /** The condition of a board's set over alias `o`; undefined when there is no such set. */
  readonly boardSet: (set: string, now: Date, bind: (value: unknown) => string) => string | undefined;
  readonly deeds: TowerDeps & { readonly pool: Pool };
}>;

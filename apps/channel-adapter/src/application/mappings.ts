import type { Tx } from '@orderloom/outbox';
import type { CompiledMapping, FieldMapping, MappingRule } from '../domain/mapping.ts';

export interface PublishedMapping extends FieldMapping {
  readonly publishedAt: Date;
  readonly publishedBy: string;
  /** Why; empty for the first version. */
  readonly reason: string;
}

export interface NewVersion {
  readonly name: string;
  readonly rules: readonly MappingRule[];
  readonly by: string;
  readonly reason: string;
  /** The version that the rules were made from; absent publishes over whatever is in force. */
  readonly basedOn: number | undefined;
  readonly now: Date;
}

/** Field mappings as versioned data; names are `<system>-order` and `<system>-refund`. */
export interface Mappings {
  /** The version in force, compiled. Throws when there is none. */
  current(name: string): Promise<CompiledMapping>;
  published(name: string): Promise<PublishedMapping | undefined>;
  /** Undefined when another version was published meanwhile. */
  publish(tx: Tx, version: NewVersion): Promise<PublishedMapping | undefined>;
}

import type { CompiledMapping, FieldMapping, MappingRule } from '../domain/mapping.ts';

export interface PublishedMapping extends FieldMapping {
  readonly publishedAt: Date;
  readonly publishedBy: string;
}

/** Field mappings as versioned data; names are `<system>-order` and `<system>-refund`. */
export interface Mappings {
  /** The version in force, compiled. Throws when there is none. */
  current(name: string): Promise<CompiledMapping>;
  published(name: string): Promise<PublishedMapping | undefined>;
  publish(name: string, rules: readonly MappingRule[], by: string, now: Date): Promise<PublishedMapping>;
}

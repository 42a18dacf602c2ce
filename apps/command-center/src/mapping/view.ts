import { createSerializer, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';
import type { inferParserType } from 'nuqs';

export const tabKeys = ['fields', 'test', 'held', 'skus', 'history', 'paths'] as const;
export const pathStates = ['APPEARED', 'VANISHED', 'UNUSED'] as const;

/** The desk's state in the address (law L2). */
export const viewParsers = {
  field: parseAsString,
  q: parseAsString.withDefault(''),
  sample: parseAsString,
  shop: parseAsString,
  since: parseAsInteger,
  state: parseAsStringLiteral(pathStates),
  system: parseAsString.withDefault('douyin'),
  tab: parseAsStringLiteral(tabKeys).withDefault('fields'),
  version: parseAsInteger,
};

export type MappingView = inferParserType<typeof viewParsers>;

const serialize = createSerializer(viewParsers);

export const mappingAddress = (view: Partial<MappingView>): string => serialize('/mapping', view);

import { createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs';
import type { inferParserType } from 'nuqs';

export const commandStates = ['REFUSED', 'WAITING'] as const;

/** The page's state in the address (law L2). */
export const viewParsers = {
  shop: parseAsString,
  state: parseAsStringLiteral(commandStates),
};

export type ChannelsView = inferParserType<typeof viewParsers>;

const serialize = createSerializer(viewParsers);

export const channelsAddress = (view: Partial<ChannelsView>): string => serialize('/channels', view);

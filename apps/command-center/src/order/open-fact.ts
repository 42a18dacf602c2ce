'use client';

import { parseAsString, useQueryState } from 'nuqs';

/** The one fact of the story that is open, kept in the address: a colleague who is sent it sees the same raw message. */
export const useOpenFact = () => useQueryState('fact', parseAsString);

'use client';

import { createContext, useContext } from 'react';
import type { Account } from '../gateway.ts';

/** Who is signed in; undefined while the gateway is out of reach. */
export const AccountContext = createContext<Account | undefined>(undefined);

export const useAccount = (): Account | undefined => useContext(AccountContext);

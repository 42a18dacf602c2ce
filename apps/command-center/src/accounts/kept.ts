import { asRecord, asText } from '../data/parse.ts';
import { parseNames } from './doors.ts';
import type { AccountName } from './doors.ts';

/** An account as admins see it. */
export interface KeptAccount extends AccountName {
  readonly mustChangePassword: boolean;
  readonly lastSignedInAt: string | undefined;
  readonly openSessions: number;
}

export const parseAccounts = (body: unknown): readonly KeptAccount[] =>
  (Array.isArray(body) ? body : []).flatMap((each: unknown) => {
    const fields = asRecord(each);
    const [name] = parseNames([each]);
    if (fields === undefined || name === undefined) return [];
    return [
      {
        ...name,
        locked: asText(fields['lockedAt']) !== undefined,
        mustChangePassword: fields['mustChangePassword'] === true,
        lastSignedInAt: asText(fields['lastSignedInAt']),
        openSessions: typeof fields['openSessions'] === 'number' ? fields['openSessions'] : 0,
      },
    ];
  });

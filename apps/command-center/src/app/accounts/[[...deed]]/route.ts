import { deedDoor } from '../../../deed-door.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST } = deedDoor('accounts', {
  readings: ['', 'names'],
  acts: ['create', 'set-roles', 'lock', 'unlock', 'reset-password'],
});

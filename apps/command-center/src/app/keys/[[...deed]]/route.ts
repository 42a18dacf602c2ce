import { deedDoor } from '../../../deed-door.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST } = deedDoor('keys', { readings: [''], acts: ['issue', 'rotate', 'revoke'] });

import { parseAsStringLiteral } from 'nuqs';

export const partKeys = ['accounts', 'shops', 'thresholds', 'holds', 'keys', 'webhooks'] as const;
export type PartKey = (typeof partKeys)[number];

export const settingsParsers = {
  kind: parseAsStringLiteral(['GATES', 'ALERTS', 'INDICATORS'] as const).withDefault('GATES'),
  part: parseAsStringLiteral(partKeys),
};

const admins: readonly string[] = ['admin'];
const keepers: readonly string[] = ['admin', 'owner'];
const deskRoles: readonly string[] = ['admin', 'owner', 'operations', 'supply'];

/** Who may work in a part; everybody may see that it is there. */
export const rolesOf: Readonly<Record<PartKey, readonly string[]>> = {
  accounts: admins,
  shops: keepers,
  thresholds: deskRoles,
  holds: deskRoles,
  keys: admins,
  webhooks: ['admin', 'owner', 'operations'],
};

/** The part that opens by itself: the first in which the person may work. */
export const homePart = (roles: readonly string[]): PartKey =>
  partKeys.find((part) => rolesOf[part].some((role) => roles.includes(role))) ?? 'thresholds';

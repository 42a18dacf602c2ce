const known = ['operations', 'warehouse', 'service', 'finance', 'supply', 'owner', 'admin'] as const;
type RoleKey = (typeof known)[number] | 'other';

export const roleKey = (role: string): RoleKey => known.find((each) => each === role.toLowerCase()) ?? 'other';

/** The roles that have a home of their own. */
export const homeRoles = ['operations', 'warehouse', 'service', 'finance', 'supply', 'owner'] as const;
export type HomeRole = (typeof homeRoles)[number];

/** The home that an account opens with: that of its first role that has one. */
export const homeRoleOf = (roles: readonly string[]): HomeRole =>
  roles.map((role) => homeRoles.find((home) => home === role.toLowerCase())).find((home) => home !== undefined) ?? 'operations';

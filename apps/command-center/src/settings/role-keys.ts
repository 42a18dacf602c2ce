/** Roles that an account can have, as the gateway names them. */
export const roleKeys = ['operations', 'warehouse', 'service', 'finance', 'supply', 'owner', 'admin'] as const;

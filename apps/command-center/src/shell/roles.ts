const known = ['operations', 'warehouse', 'service', 'finance', 'supply', 'owner', 'admin'] as const;
type RoleKey = (typeof known)[number] | 'other';

export const roleKey = (role: string): RoleKey => known.find((each) => each === role.toLowerCase()) ?? 'other';

/** What an account may be here (GOV-02). Owner and admin pass every check; admin also keeps accounts. */
export const roles = ['operations', 'warehouse', 'service', 'finance', 'supply', 'owner', 'admin'] as const;
export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

import type { Clock } from '@orderloom/domain-kernel';
import { v7 as uuidv7 } from 'uuid';
import { Account } from '../domain/account.ts';
import { roles, type Role } from '../domain/role.ts';
import type { Accounts, Passwords } from './ports.ts';

/** Screens show these; the login is the role itself. */
const names: Readonly<Record<Role, string>> = {
  operations: '运营 Operations',
  warehouse: '仓库 Warehouse',
  service: '客服 Service',
  finance: '财务 Finance',
  supply: '供应链 Supply',
  owner: '老板 Owner',
  admin: '管理员 Admin',
};

/** Makes one account per role with the same password, or gives the existing ones this password. */
export async function ensureDemoAccounts(
  deps: { readonly accounts: Accounts; readonly passwords: Passwords; readonly clock: Clock },
  password: string,
): Promise<void> {
  const ensured = await Promise.all(
    roles.map(async (role) => {
      const known = await deps.accounts.byLogin(role);
      if (known !== undefined && (await deps.passwords.verify(password, known.password))) return undefined;
      const account = new Account({
        id: known?.id ?? uuidv7(),
        login: role,
        name: names[role],
        password: await deps.passwords.hash(password),
        roles: [role],
        locale: 'zh-CN',
        at: known?.createdAt ?? deps.clock(),
      });
      return account;
    }),
  );
  await deps.accounts.save(ensured.filter((account) => account !== undefined));
}

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { readAccount } from '../../../gateway.ts';
import { Shell } from '../../../shell/Shell.tsx';

const ShellLayout = async ({ children }: { readonly children: ReactNode }) => {
  const account = await readAccount();
  if (account.state === 'out') {
    const place = (await headers()).get('x-hub-place') ?? '/';
    redirect(`/sign-in?next=${encodeURIComponent(place)}`);
  }
  // A gateway out of reach still gets the shell: each widget then says for itself what is missing.
  return <Shell account={account.state === 'in' ? account.account : undefined}>{children}</Shell>;
};

export default ShellLayout;

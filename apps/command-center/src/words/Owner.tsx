import { useTranslations } from 'next-intl';
import { asOwner } from './codes.ts';

/** A person by name, or a role of the domain in words. */
export const Owner = ({ owner }: { readonly owner: string | null | undefined }) => {
  const t = useTranslations('owners');
  const known = asOwner(owner ?? 'automatic');
  return <>{known === undefined ? owner : t(known)}</>;
};

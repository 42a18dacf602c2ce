import { useTranslations } from 'next-intl';
import { channelKey } from './channels.ts';

export const ChannelName = ({ code }: { readonly code: string }) => {
  const t = useTranslations('channels');
  return <span title={code}>{t(channelKey(code))}</span>;
};

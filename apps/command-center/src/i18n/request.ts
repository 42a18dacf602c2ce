import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { asLanguage, languageCookie } from './languages.ts';

export default getRequestConfig(async () => {
  const locale = asLanguage((await cookies()).get(languageCookie)?.value);
  const messages = (await (locale === 'en' ? import('../../messages/en/index.ts') : import('../../messages/zh-CN/index.ts'))).default;
  return { locale, messages, timeZone: 'Asia/Shanghai' };
});

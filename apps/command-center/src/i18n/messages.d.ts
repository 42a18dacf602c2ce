import type { Language } from './languages.ts';
import type messages from '../../messages/zh-CN/index.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: typeof messages;
  }
}

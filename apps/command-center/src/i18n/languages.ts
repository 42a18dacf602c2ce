export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

export const languageCookie = 'hub_language';
export const themeCookie = 'hub_theme';

export const asLanguage = (value: string | undefined): Language => (value === 'en' ? 'en' : 'zh-CN');

export const sign = (text: string): string => text;

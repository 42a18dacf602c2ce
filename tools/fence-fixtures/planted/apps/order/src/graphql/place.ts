export const place = (): string => 'graphql';

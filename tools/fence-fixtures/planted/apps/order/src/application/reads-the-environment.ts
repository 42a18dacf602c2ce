// breaks: eslint no-restricted-properties
export const level = process.env['LOG_LEVEL'];

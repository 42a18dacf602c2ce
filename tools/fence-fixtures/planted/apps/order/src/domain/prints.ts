// breaks: eslint no-console
export const shout = (): void => console.log('loud');

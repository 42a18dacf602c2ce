/** Where to go after signing in: a path of this site only, never an address that a mail could have planted. */
export const safePlace = (wanted: string | undefined): string => {
  if (wanted === undefined || !/^\/(?![/\\])/.test(wanted) || /[\\\u0000-\u001f]/.test(wanted)) return '/';
  return wanted.startsWith('/sign-in') ? '/' : wanted;
};

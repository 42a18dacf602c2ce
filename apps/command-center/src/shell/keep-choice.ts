/** Remembers a choice of this browser for a year; the server reads it for the first paint. */
export const keepChoice = (cookie: string, value: string): void => {
  document.cookie = `${cookie}=${encodeURIComponent(value)}; Path=/; Max-Age=31536000; SameSite=Lax`;
};

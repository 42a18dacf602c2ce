const form = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text that somebody sent can be the id of a row. What cannot is no id of anything; Postgres would refuse the question itself. */
export function isUuid(text: string): boolean {
  return form.test(text);
}

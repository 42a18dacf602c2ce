/** Every path of a payload with the type found there; list positions are one path. Keys that look like data are masked. */
export function payloadShape(document: unknown): ReadonlySet<string> {
  const shape = new Set<string>();
  walk(document, '', shape, 0);
  return shape;
}

function walk(value: unknown, path: string, shape: Set<string>, depth: number): void {
  if (depth > 12) return;
  if (Array.isArray(value)) {
    // The first elements tell the form; a list of a thousand repeats it.
    for (const item of value.slice(0, 3)) walk(item, `${path}/*`, shape, depth + 1);
    return;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      walk(item, `${path}/${/^[A-Za-z_][\w.-]{0,60}$/.test(key) ? key : '?'}`, shape, depth + 1);
    return;
  }
  if (value !== null) shape.add(`${path} ${typeof value}`);
}

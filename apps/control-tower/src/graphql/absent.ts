/** GraphQL passes an argument that was not given as undefined and one that was given as nothing as null; both mean "no". */
export function isAbsent<T>(value: T | null | undefined): value is null | undefined {
  return value === null || value === undefined;
}

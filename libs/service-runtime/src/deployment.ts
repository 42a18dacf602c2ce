import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** Reads the sections of the deployment file that one service needs. Throws with the path and every problem. */
export function readDeployment<S extends z.ZodType>(path: string, schema: S): z.infer<S> {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const result = schema.safeParse(parsed);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`deployment file ${path} is not usable:\n${problems.join('\n')}`);
}

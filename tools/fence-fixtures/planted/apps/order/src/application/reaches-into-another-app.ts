// breaks: eslint @nx/enforce-module-boundaries
import { readEnv } from '../../../sandbox/src/env.ts';

export const env: unknown = readEnv;

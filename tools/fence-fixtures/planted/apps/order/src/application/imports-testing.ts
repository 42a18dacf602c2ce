// breaks: eslint @nx/enforce-module-boundaries
import { testPostgres } from '@orderloom/testing';

export const database: unknown = testPostgres;

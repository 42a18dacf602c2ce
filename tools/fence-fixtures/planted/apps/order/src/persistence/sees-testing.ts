// breaks: dependency-cruiser testing-only-from-specs
import { testPostgres } from '../../../../libs/testing/src/index.ts';

export const database = testPostgres;

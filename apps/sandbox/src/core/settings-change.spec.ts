import { expect, it } from 'vitest';
import { z } from 'zod';
import { settingsChange } from './settings-change.ts';

const schema = z.object({ waveSize: z.int().default(300), waveEveryMs: z.number().default(600_000) });

it('changes what is named and leaves the rest as it is', () => {
  expect(settingsChange(schema, { waveSize: 5 })).toEqual({ waveSize: 5 });
});

it('refuses a value that the setting cannot have', () => {
  expect(() => settingsChange(schema, { waveSize: 'many' })).toThrow(z.ZodError);
});

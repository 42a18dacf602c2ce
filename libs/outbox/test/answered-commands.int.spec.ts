import { freshDatabase } from '@orderloom/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalText,
  IdempotencyKeyReused,
  IdempotencyKeyUnusable,
  inTransaction,
  keepAnswers,
  lookUpCommand,
  outboxMigrations,
  printOf,
  sweepAnsweredCommands,
  type AskedCommand,
} from '../src/index.ts';

describe('the answer of a command', () => {
  let pool: Pool;
  let done = 0;

  beforeAll(async () => {
    pool = new Pool({ connectionString: await freshDatabase('answers'), max: 20 });
    for (const { sql } of outboxMigrations) await pool.query(sql);
  });
  afterAll(() => pool.end());

  const asked = (more: Partial<AskedCommand> = {}): AskedCommand => ({
    scope: 'partner-a',
    key: 'order-1',
    command: 'placeOrder',
    print: printOf({ sku: 'CUP', quantity: 2 }),
    ...more,
  });
  const once = (command: AskedCommand): Promise<unknown> =>
    inTransaction(pool, async (tx) => {
      const known = await lookUpCommand(tx, command);
      if (known.kind === 'answered') return known.answer;
      const answer = { nth: (done += 1) };
      await keepAnswers(tx, [{ asked: command, answer }], new Date());
      return answer;
    });

  it('is made once, however many ask at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => once(asked())));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"nth":1}']));
  });

  it('is refused to another input and to another command with the same key', async () => {
    await expect(once(asked({ print: printOf({ sku: 'CUP', quantity: 3 }) }))).rejects.toThrow(IdempotencyKeyReused);
    await expect(once(asked({ command: 'cancelOrder' }))).rejects.toThrow(IdempotencyKeyReused);
    await expect(once(asked())).resolves.toEqual({ nth: 1 });
  });

  it('of one partner is none of another', async () => {
    await expect(once(asked({ scope: 'partner-b' }))).resolves.toEqual({ nth: 2 });
  });

  it('is not kept when the change is rolled back', async () => {
    const failing = inTransaction(pool, async (tx) => {
      await keepAnswers(tx, [{ asked: asked({ key: 'lost' }), answer: {} }], new Date());
      throw new Error('crash');
    });
    await expect(failing).rejects.toThrow('crash');
    await expect(once(asked({ key: 'lost' }))).resolves.toEqual({ nth: 3 });
  });

  it('that has only begun is made by the next call, and never changes afterwards', async () => {
    const command = asked({ key: 'begun' });
    await inTransaction(pool, (tx) => keepAnswers(tx, [{ asked: command, answer: null }], new Date()));
    await expect(inTransaction(pool, (tx) => lookUpCommand(tx, command))).resolves.toEqual({ kind: 'begun' });
    await expect(once(command)).resolves.toEqual({ nth: 4 });
    await inTransaction(pool, (tx) => keepAnswers(tx, [{ asked: command, answer: { nth: 99 } }], new Date()));
    await expect(once(command)).resolves.toEqual({ nth: 4 });
  });

  it.each(['', 'x'.repeat(201), 'line\nbreak', 'nul\0', '\ud800'])('has no key like %j', async (key) => {
    await expect(once(asked({ key }))).rejects.toThrow(IdempotencyKeyUnusable);
  });

  it('takes a key of 200 characters of any script', async () => {
    await expect(once(asked({ key: '订'.repeat(200) }))).resolves.toEqual({ nth: 5 });
  });

  it('is there after 72 hours and swept after a week', async () => {
    await once(asked({ key: 'aged' }));
    const age = async (span: string): Promise<number> => {
      await pool.query(`update kept_answer set answered_at = now() - $1::interval where key = 'aged'`, [span]);
      await sweepAnsweredCommands(pool);
      return (await pool.query(`select 1 from kept_answer where key = 'aged'`)).rowCount ?? 0;
    };
    expect(await age('73 hours')).toBe(1);
    expect(await age('8 days')).toBe(0);
  });
});

describe('an input as text', () => {
  it('is the same in any order of fields, and another for any other value', () => {
    const input = { b: { d: 1n, c: [{ y: 1, x: 2 }] }, a: 'x', gone: undefined };
    expect(canonicalText(input)).toBe('{"a":"x","b":{"c":[{"x":2,"y":1}],"d":"1"}}');
    expect(printOf(input)).not.toBe(printOf({ ...input, b: { d: 1n, c: [{ y: 1, x: 3 }] } }));
  });
});

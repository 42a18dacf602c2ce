import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { consumersOf, contextOf } from '../subjects.ts';
import { webhookEntry, webhookExample, webhookSchema, webhookTypes } from './bodies.ts';

describe.each(webhookTypes)('the webhook %s', (type) => {
  it('shows an example that its schema takes, and refuses one with a field more', () => {
    const schema = z.fromJSONSchema(webhookSchema(type));
    const example = webhookExample(type);
    expect(schema.safeParse(example).error).toBeUndefined();
    expect(schema.safeParse({ ...example, data: { ...example.data, phone: '13800000000' } }).success).toBe(false);
  });

  it('comes of a context that the messenger reads', () => {
    expect(consumersOf[contextOf(webhookEntry(type).source)]).toContain('messenger');
  });

  it('names no person', () => {
    const names = JSON.stringify(webhookSchema(type)).match(/"(\w+)":/g) ?? [];
    expect(names.filter((name) => /phone|address|recipient|buyer|name|operator|author|remark|note/i.test(name))).toEqual([]);
  });
});

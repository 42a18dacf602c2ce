import { z } from 'zod';
import { drawFor } from './random.ts';
import { FAULT_KINDS } from './system.ts';
import type { Fault, FaultKind, Misbehaviour } from './system.ts';

const THAW_LOOK_MS = 100;
const DEFAULT_MS: Partial<Record<FaultKind, number>> = { slow: 5000, 'push-late': 60_000 };

/** POST /control/misbehave. Exactly one of share, keys, next; all calls when none is given. */
export const ruleSchema = z
  .object({
    system: z.string(),
    operation: z.string().default('*'),
    kind: z.enum(FAULT_KINDS),
    share: z.number().min(0).max(1).optional(),
    keys: z.array(z.string()).optional(),
    next: z.int().positive().optional(),
    /** slow: real milliseconds; push-late: outside milliseconds. */
    ms: z.number().nonnegative().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    seed: z.string().default('1'),
  })
  .refine((rule) => rule.kind !== 'rename-field' || (rule.from !== undefined && rule.to !== undefined), {
    message: 'rename-field needs from and to',
  });
export type Rule = z.infer<typeof ruleSchema>;

interface ActiveRule {
  readonly id: number;
  readonly rule: Rule;
  readonly keys: ReadonlySet<string> | null;
  readonly asked: Map<string, number>;
  left: number;
  applied: number;
}

export interface RuledMisbehaviour extends Misbehaviour {
  add(rule: Rule): number;
  list(): readonly (Rule & { readonly id: number; readonly applied: number })[];
  remove(id: number): boolean;
  clear(): void;
}

export function createMisbehaviour(): RuledMisbehaviour {
  let rules: ActiveRule[] = [];
  let lastId = 0;

  const matches = ({ rule, keys, left }: ActiveRule, system: string, operation: string, key: string): boolean =>
    left > 0 && rule.system === system && (rule.operation === '*' || rule.operation === operation) && (keys === null || keys.has(key));

  return {
    decide(system, operation, key, kinds) {
      for (const active of rules) {
        if (kinds !== undefined && !kinds.includes(active.rule.kind)) continue;
        if (!matches(active, system, operation, key)) continue;
        if (active.rule.share !== undefined && !drawn(active, active.rule.share, operation, key)) continue;
        if (active.rule.next !== undefined) active.left -= 1;
        active.applied += 1;
        return asFault(active.rule);
      }
      return 'none';
    },
    async thawed(system, operation, key) {
      while (rules.some((active) => active.rule.kind === 'frozen' && matches(active, system, operation, key))) {
        await new Promise((resolve) => setTimeout(resolve, THAW_LOOK_MS));
      }
    },
    add(rule) {
      lastId += 1;
      const keys = rule.keys === undefined ? null : new Set(rule.keys);
      rules.push({ id: lastId, rule, keys, asked: new Map(), left: rule.next ?? Infinity, applied: 0 });
      return lastId;
    },
    list: () => rules.map(({ id, rule, applied }) => ({ ...rule, id, applied })),
    remove(id) {
      const before = rules.length;
      rules = rules.filter((active) => active.id !== id);
      return rules.length < before;
    },
    clear() {
      rules = [];
    },
  };
}

/** A repeat of the same key draws again, else a caller that retries would meet the same fault for ever. */
function drawn(active: ActiveRule, share: number, operation: string, key: string): boolean {
  const times = (active.asked.get(key) ?? 0) + 1;
  active.asked.set(key, times);
  return drawFor(`${active.rule.seed}|${active.id}|${operation}|${key}|${times}`) < share;
}

function asFault(rule: Rule): Fault {
  switch (rule.kind) {
    case 'slow':
    case 'push-late':
      return { kind: rule.kind, ms: rule.ms ?? DEFAULT_MS[rule.kind] ?? 0 };
    case 'rename-field':
      return { kind: rule.kind, from: rule.from ?? '', to: rule.to ?? '' };
    default:
      return { kind: rule.kind };
  }
}

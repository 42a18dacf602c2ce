import { Pool } from 'pg';

/** What one statement read, and the tables that it read from end to end. */
export interface Plan {
  readonly statement: string;
  /** Pages of tables and indexes, from memory or disk. */
  readonly pages: number;
  readonly wholeTables: readonly string[];
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

interface Explained {
  readonly 'Query Text': string;
  readonly Plan: Node & { readonly 'Shared Hit Blocks'?: number; readonly 'Shared Read Blocks'?: number };
}

/** A pool that says how each of its statements was done, by Postgres' own account of the very statement. */
export function explainingPool(url: string): { readonly pool: Pool; readonly take: () => readonly Plan[] } {
  let plans: Plan[] = [];
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_level': 'notice',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_format': 'json',
  };
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  const pool = new Pool({ connectionString: url, max: 4, options });
  pool.on('connect', (client) => {
    client.on('notice', (notice) => {
      const [, json] = /plan:\n([\s\S]*)$/.exec(notice.message ?? '') ?? [];
      if (json !== undefined) plans.push(planOf(JSON.parse(json) as Explained)); // the format that was asked for
    });
  });
  return {
    pool,
    take: () => {
      const taken = plans;
      plans = [];
      return taken;
    },
  };
}

function planOf({ 'Query Text': statement, Plan: plan }: Explained): Plan {
  const pages = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
  return { statement: statement.replaceAll(/\s+/g, ' ').trim(), pages, wholeTables: wholeTables(plan) };
}

function wholeTables(node: Node): readonly string[] {
  const own = node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : [];
  return [...own, ...(node.Plans ?? []).flatMap(wholeTables)];
}

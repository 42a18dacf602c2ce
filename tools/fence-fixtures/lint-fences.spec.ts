import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProjectGraph } from '../check/project-graph.ts';
import { root } from '../start/paths.ts';
import { plantedViolations } from './fixtures.ts';

describe('the lint fences', () => {
  const planted = plantedViolations().filter((one) => one.tool === 'eslint');
  const eslint = new ESLint({ cwd: root });

  beforeAll(async () => {
    await buildProjectGraph();
  }, 60_000);

  it.each(planted)('refuse $path by $rule', { timeout: 60_000 }, async ({ path, text, rule }) => {
    const [result] = await eslint.lintText(text, { filePath: path });
    expect(result?.messages.map((message) => message.ruleId)).toContain(rule);
    expect(result?.messages.map((message) => message.message).join()).not.toContain('No cached ProjectGraph');
  });

  it('let a clean file through, in the same place', async () => {
    const [result] = await eslint.lintText("import { fen } from '@orderloom/domain-kernel';\n\nexport const nothing: unknown = fen;\n", {
      filePath: 'apps/order/src/application/clean.ts',
    });
    expect(result?.messages).toEqual([]);
  });

  it('let a spec use the real machinery of libs/testing', async () => {
    const [result] = await eslint.lintText(
      "import { eventually } from '@orderloom/testing';\n\nexport const wait: unknown = eventually;\n",
      {
        filePath: 'apps/order/test/clean.int.spec.ts',
      },
    );
    expect(result?.messages).toEqual([]);
  });
});

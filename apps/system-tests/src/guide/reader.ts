import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snippet } from './snippets.ts';

export interface Done {
  readonly snippet: Snippet;
  readonly output: string;
  readonly code: number;
  readonly tookMs: number;
}

const marker = '@@snippet-ended@@';

/**
 * Does what a page says, in one folder and one shell as its reader has: `ts` pieces are saved under the name of their first line, `sh` pieces are
 * typed one after another. `replace` is what the reader puts in for what the page cannot know. Ends at the first piece that fails.
 */
export async function follow(
  snippets: readonly Snippet[],
  options: { readonly folder: string; readonly replace: ReadonlyMap<string, string>; readonly node: string; readonly patienceMs: number },
): Promise<readonly Done[]> {
  const shell = spawn('bash', ['--noprofile', '--norc'], {
    cwd: options.folder,
    env: { PATH: `${options.node}:${process.env['PATH'] ?? ''}`, HOME: options.folder },
  });
  let heard = '';
  let wake = (): void => {};
  const listen = (chunk: Buffer): void => {
    heard += chunk.toString('utf8');
    wake();
  };
  shell.stdout.on('data', listen);
  shell.stderr.on('data', listen);
  const done: Done[] = [];
  try {
    for (const snippet of snippets) {
      const text = [...options.replace].reduce((so, [from, to]) => so.replaceAll(from, to), snippet.text);
      if (snippet.language === 'ts') {
        const name = /^\/\/ ([\w-]+\.ts)\n/.exec(text)?.[1];
        if (name === undefined) throw new Error(`in "${snippet.part}" a ts snippet does not begin with its file name`);
        writeFileSync(join(options.folder, name), text);
        continue;
      }
      const began = performance.now();
      heard = '';
      shell.stdin.write(`${text}\necho "${marker} $?"\n`);
      const ended = new RegExp(`${marker} (\\d+)\\n`);
      while (!ended.test(heard)) {
        const left = options.patienceMs - (performance.now() - began);
        if (left <= 0) throw new Error(`in "${snippet.part}" this did not end:\n${text}\n${heard}`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const one = { snippet, output: heard.replace(ended, ''), code: Number(ended.exec(heard)?.[1]), tookMs: performance.now() - began };
      done.push(one);
      if (one.code !== 0) break;
    }
    return done;
  } finally {
    shell.kill('SIGKILL');
  }
}

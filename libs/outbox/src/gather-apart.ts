import { failureKind } from './failure-policy.ts';
import { gather } from './gather.ts';

interface Brought<Given, Answer> {
  readonly given: Given;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * As `gather`, with an answer for each. A turn that fails is taken again one by one, so that nobody fails for what another one brought;
 * an outage fails for all, and whoever knows what is to be done then does it. `take` must leave nothing behind where it fails.
 */
export function gatherApart<Given, Answer>(
  take: (given: readonly Given[]) => Promise<readonly Answer[]>,
  paceMs: number,
): (given: Given) => Promise<Answer> {
  const answer = async (all: readonly Brought<Given, Answer>[]): Promise<void> => {
    const answers = await take(all.map(({ given }) => given));
    if (answers.length !== all.length) throw new Error(`${answers.length} answers for ${all.length}`);
    for (const [index, one] of answers.entries()) all[index]?.resolve(one);
  };
  const { give } = gather<Brought<Given, Answer>>(
    async (all) => {
      try {
        await answer(all);
      } catch (error) {
        if (all.length === 1 || failureKind(error) === 'OUTAGE') throw error;
        for (const one of all) await answer([one]).catch(one.reject);
      }
    },
    () => paceMs,
  );
  return (given) => new Promise((resolve, reject) => void give({ given, resolve, reject }).catch(reject));
}

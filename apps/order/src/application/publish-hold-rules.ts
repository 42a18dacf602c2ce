import { keepAnswers, lookUpCommand, type Tx } from '@orderloom/outbox';
import { checkHoldRules, HoldRulesStale, type HoldRulesBody } from '../domain/hold-rules.ts';
import { DeedNotAllowed } from '../domain/order-errors.ts';
import { readReason } from '../domain/reason.ts';
import { askedCommand, type Command } from './command.ts';
import type { HoldRuleStore, TellAct } from './ports.ts';
import type { ReviewBook } from './review-book.ts';

export interface PublishHoldRulesCommand extends Command {
  readonly basedOnVersion: number;
  readonly rules: HoldRulesBody;
  readonly reason: string;
}

export interface PublishDeps {
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly holdRules: HoldRuleStore;
  readonly tellAct: TellAct;
  readonly book: ReviewBook;
  readonly now: () => Date;
}

/** Publishes the next version of the rules; it counts from the next payment on. Answers with its number. */
export async function publishHoldRules(deps: PublishDeps, command: PublishHoldRulesCommand): Promise<number> {
  if (!command.mayAct) throw new DeedNotAllowed('This account may not do that.');
  checkHoldRules(command.rules);
  const reason = readReason(command.reason);
  const asked = askedCommand('publishHoldRules', command);
  const version = command.basedOnVersion + 1;
  await deps.transact(async (tx) => {
    if ((await lookUpCommand(tx, asked)).kind === 'answered') return;
    const now = deps.now();
    const [latest] = await deps.holdRules.read(tx, 1);
    const told = { version, by: command.account, reason, now };
    if (latest?.version !== command.basedOnVersion || !(await deps.holdRules.insert(tx, command.rules, told)))
      throw new HoldRulesStale('Another version was published in between.', { latest: String(latest?.version ?? 0) });
    await deps.tellAct(tx, {
      actorKind: 'PERSON',
      actor: command.account,
      deed: 'hold-rules-published',
      subjectKind: 'rules',
      subjectId: `hold-rules/${version}`,
      details: {
        reason,
        ...changesOf(latest, command.rules),
      },
      at: now,
    });
    await keepAnswers(tx, [{ asked, answer: { version } }], now);
  });
  await deps.book.refresh();
  return version;
}

/** Only what changed, as it was and as it is. */
function changesOf(before: HoldRulesBody, after: HoldRulesBody): Readonly<Record<string, string>> {
  const [was, is] = [before, after].map(told);
  const changed = Object.keys(is ?? {}).filter((name) => was?.[name] !== is?.[name]);
  return Object.fromEntries(
    changed.flatMap((name) => [
      [`before.${name}`, was?.[name] ?? ''],
      [`after.${name}`, is?.[name] ?? ''],
    ]),
  );
}

function told({ highValue, vagueAddress, abnormalPrice }: HoldRulesBody): Readonly<Record<string, string>> {
  return {
    highValue: highValue.enabled ? highValue.minor.toString() : 'off',
    vagueAddress: vagueAddress.enabled ? 'on' : 'off',
    abnormalPrice: abnormalPrice.enabled ? String(abnormalPrice.share) : 'off',
  };
}

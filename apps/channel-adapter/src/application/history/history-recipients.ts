import { RecipientView } from '@orderloom/contracts/hub/common/v1/types';
import { v7 as uuidv7 } from 'uuid';
import type { HistoryOrder } from '../../domain/order-file/history-order.ts';
import { maskName, maskPhone, phoneDigits, recipientText, type PlainRecipient } from '../../domain/recipient.ts';
import { recipientView } from '../order-captured-event.ts';
import { factsOf, newRecipient } from '../seal-recipient.ts';
import type { NewRecipient } from '../stores.ts';
import type { HistoryDeps, HistoryVersion } from './ports.ts';

export interface HistoryRecipient {
  readonly token: string;
  readonly content: string;
  /** To be sealed; undefined when nothing is worth it, or the same one is sealed already. */
  readonly fresh: NewRecipient | undefined;
  /** What everybody may know of it, as JSON. */
  readonly view: unknown;
}

/** The recipient of an order of a file: sealed where it reaches somebody, a mask where the file has no more than that. */
export function historyRecipient(
  deps: HistoryDeps,
  shopId: string,
  order: HistoryOrder,
  known: readonly HistoryVersion[],
): HistoryRecipient {
  const plain = order.recipient;
  if (plain === undefined) return { token: '', content: '', fresh: undefined, view: undefined };
  if (!reachesSomebody(plain)) {
    const view = { maskedName: maskName(plain.name), maskedPhone: maskPhone(plain.phone), district: districtOf(plain) };
    return { token: '', content: '', fresh: undefined, view };
  }
  const content = deps.vault.indexOf('recipient-content', recipientText(plain));
  const sealed = known.find((version) => version.recipientToken !== '' && version.recipientContent === content);
  const token = sealed?.recipientToken ?? uuidv7();
  const recipient = newRecipient(deps, plain, {
    token,
    platformOrderNo: order.platformOrderNo,
    buyerToken: '',
    contentIndex: content,
  });
  return {
    token,
    content,
    fresh: sealed === undefined ? recipient : undefined,
    view: RecipientView.toJSON(recipientView(factsOf(shopId, recipient))),
  };
}

/** Platforms leave stars of most recipients: those name nobody. */
function reachesSomebody(plain: PlainRecipient): boolean {
  const digits = phoneDigits(plain.phone);
  const hasPhone = digits.length >= 7 && !digits.includes('*');
  const hasAddress = plain.detail !== '' && !plain.detail.includes('*');
  const hasName = [...plain.name].length > 1 && !plain.name.includes('*');
  return hasPhone || hasAddress || hasName;
}

function districtOf(plain: PlainRecipient): object {
  const named = (text: string): string => (text.includes('*') ? '' : text);
  return { code: '', province: named(plain.province), city: named(plain.city), county: named(plain.county) };
}

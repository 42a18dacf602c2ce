import type { RecipientInPayload } from '../../domain/canonical-order.ts';
import { isRecord, textOf } from '../../domain/lossless-json.ts';
import { semaphore } from '../../application/semaphore.ts';
import type { DouyinClient } from './client.ts';

interface Sealed {
  readonly platformOrderNo: string;
  readonly recipient: RecipientInPayload;
}

const CIPHERS_PER_CALL = 50;
const TOGETHER = 4;

/** Opens the three cipher texts of each recipient; decrypt calls are counted by the platform, so they go out full. */
export async function openDouyinRecipients(
  client: DouyinClient,
  sealed: readonly Sealed[],
): Promise<ReadonlyMap<string, RecipientInPayload>> {
  const wanted = sealed.flatMap(({ platformOrderNo, recipient }) =>
    [recipient.nameCipher, recipient.phoneCipher, recipient.detailCipher]
      .filter((cipher) => cipher !== '')
      .map((cipher) => ({ auth_id: platformOrderNo, cipher_text: cipher })),
  );
  const plain = new Map<string, string>();
  const decrypt = async (from: number): Promise<void> => {
    const { data } = await client.call('order.batchDecrypt', { cipher_infos: wanted.slice(from, from + CIPHERS_PER_CALL) });
    for (const item of answeredList(data)) {
      const text = plainTextOf(item);
      if (text !== '') plain.set(`${textOf(item, 'auth_id')} ${textOf(item, 'cipher_text')}`, text);
    }
  };
  const calls = semaphore(TOGETHER);
  const begins = Array.from({ length: Math.ceil(wanted.length / CIPHERS_PER_CALL) }, (_, nth) => nth * CIPHERS_PER_CALL);
  await Promise.all(begins.map((from) => calls.run(() => decrypt(from))));
  return new Map(sealed.flatMap((one) => opened(one, plain)));
}

function opened(
  { platformOrderNo, recipient }: Sealed,
  plain: ReadonlyMap<string, string>,
): readonly (readonly [string, RecipientInPayload])[] {
  const textFor = (cipher: string, own: string): string => (cipher === '' ? own : (plain.get(`${platformOrderNo} ${cipher}`) ?? ''));
  const name = textFor(recipient.nameCipher, recipient.name);
  const phone = textFor(recipient.phoneCipher, recipient.phone);
  const detail = textFor(recipient.detailCipher, recipient.detail);
  if (name === '' || phone === '' || detail === '') return [];
  return [[platformOrderNo, { ...recipient, name, phone, detail }]];
}

/** The list of answers, whatever the platform's version calls it. */
function answeredList(data: unknown): readonly unknown[] {
  const list = isRecord(data) ? Object.values(data).find((value) => Array.isArray(value)) : undefined;
  return Array.isArray(list) ? list : [];
}

/** A virtual number is `number-ext`; some answers give it only in its parts. */
function plainTextOf(item: unknown): string {
  const text = textOf(item, 'decrypt_text');
  if (text !== '') return text;
  const [number, extension] = [textOf(item, 'phone_no_a'), textOf(item, 'phone_no_b')];
  return number === '' || extension === '' ? number : `${number}-${extension}`;
}

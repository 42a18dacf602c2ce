import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Passwords } from '../application/ports.ts';

/** Memory in KiB, passes, lanes: 19 MiB and two passes, about 0.1 s on one core. */
type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

/** argon2id in the PHC form `$argon2id$v=19$m=..,t=..,p=..$salt$tag`, so that the cost can grow without losing old passwords. */
export const argon2Passwords: Passwords = {
  hash: async (password) => {
    const salt = randomBytes(16);
    const tag = await derive(password, salt, cost, tagLength);
    return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
  },
  verify: async (password, phc) => {
    const parts = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc);
    if (parts === null) return false;
    const [, memory, passes, parallelism, salt = '', tag = ''] = parts;
    const expected = Buffer.from(tag, 'base64');
    const stored = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
    return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), stored, expected.length), expected);
  },
};

function derive(password: string, nonce: Buffer, by: Cost, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message: password, nonce, tagLength: length, ...by }, (error, tag) =>
      error === null ? resolve(tag) : reject(error),
    );
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

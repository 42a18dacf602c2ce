import { describe, expect, it } from 'vitest';
import { javaUrlEncode, signSf } from './sign.ts';

const msgData = '{"language":"zh-CN","orderId":"HUB-0001","remark":"易碎 A*B"}';
const checkword = 'demoCheckword000000000000000000';

describe('the SF digest', () => {
  it('encodes as Java does', () => {
    expect(javaUrlEncode(`${msgData}1767225600000${checkword}`)).toBe(
      '%7B%22language%22%3A%22zh-CN%22%2C%22orderId%22%3A%22HUB-0001%22%2C%22remark%22%3A%22%E6%98%93%E7%A2%8E+A*B%22%7D1767225600000demoCheckword000000000000000000',
    );
    expect(javaUrlEncode("a~b!'()c-_.")).toBe('a%7Eb%21%27%28%29c-_.');
  });

  it('gives the digest of the fact sheet', () => {
    expect(signSf(msgData, '1767225600000', checkword)).toBe('oPQRa0Z5QU9z+EUbGQoMOQ==');
  });
});

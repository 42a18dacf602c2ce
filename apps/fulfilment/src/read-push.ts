import type { ReceivedPush } from './application/push-store.ts';
import type { AnyPush } from './application/pushes.ts';
import { readRoutePush } from './carriers/sf/webhook.ts';
import { readPush } from './warehouse-links/qimen/webhook.ts';

export interface PushReader {
  /** Reads a push by the protocol of its system. Throws when it is not readable. */
  read(push: ReceivedPush, body: Buffer): readonly AnyPush[];
  /** Whether it can be read and all that it says is so. */
  saysOnly(push: ReceivedPush, body: Buffer, isSo: (said: AnyPush) => boolean): boolean;
}

/** Reads each body once, though the door looks into it as well as who takes it later. */
export function createPushReader(): PushReader {
  const known = new WeakMap<Buffer, readonly AnyPush[]>();
  const read: PushReader['read'] = (push, body) => {
    const before = known.get(body);
    if (before !== undefined) return before;
    const said = readBySystem(push, body);
    known.set(body, said);
    return said;
  };
  return {
    read,
    saysOnly: (push, body, isSo) => {
      try {
        return read(push, body).every(isSo);
      } catch {
        // Whoever takes it says what is wrong with it.
        return false;
      }
    },
  };
}

function readBySystem(push: ReceivedPush, body: Buffer): readonly AnyPush[] {
  switch (push.system) {
    case 'qimen':
      return readPush(push.method, body, push.receivedAt);
    case 'sf':
      return readRoutePush(body);
    default:
      throw new Error(`no adapter reads pushes of ${push.system}`);
  }
}

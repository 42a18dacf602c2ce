import { Agent, request } from 'undici';
import type { FaultKind, Ledger, Misbehaviour, Push, PushBody, PushOptions, Timing } from './system.ts';

const PUSH_FAULTS: readonly FaultKind[] = ['push-never', 'push-late', 'push-twice', 'push-out-of-order'];
const DEFAULT_DEADLINE_MS = 5000;
const TWICE_GAP_MS = 150;
const OVERTAKEN_AT_MOST_MS = 5000;

interface Deps {
  readonly ledger: Ledger;
  readonly misbehave: Misbehaviour;
  readonly timing: Timing;
}

export interface Pusher {
  readonly push: Push;
  close(): Promise<void>;
}

/** Sends what the outside world tells its subscribers, as faithfully or as badly as the rules ask. */
export function createPusher({ ledger, misbehave, timing }: Deps): Pusher {
  const agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 30_000, connect: { timeout: 2_000 } });
  const overtaken = new Map<string, () => void>();

  const push: Push = (url, init, options) => {
    const operation = options.operation ?? 'push';
    const fault = options.fault ?? misbehave.decide(options.system, operation, options.key, PUSH_FAULTS);
    const send = (): void => attempt(url, init, options, 0);
    if (fault === 'none') {
      send();
      releaseOvertaken(options);
      return;
    }
    ledger.append('misbehaved', options.system, options.key, { operation, fault: fault.kind });
    switch (fault.kind) {
      case 'push-never':
        options.onSettled?.('never-sent');
        return;
      case 'push-late':
        timing.after(fault.ms, send);
        return;
      case 'push-twice':
        send();
        timing.after(TWICE_GAP_MS, send);
        return;
      case 'push-out-of-order':
        letOthersOvertake(options, send);
        return;
      default:
        send();
    }
  };

  const letOthersOvertake = (options: PushOptions, send: () => void): void => {
    const name = `${options.system}|${options.key}`;
    const sendOnce = (): void => {
      if (overtaken.get(name) !== sendOnce) return;
      overtaken.delete(name);
      send();
    };
    overtaken.get(name)?.();
    overtaken.set(name, sendOnce);
    timing.after(OVERTAKEN_AT_MOST_MS, sendOnce);
  };

  const releaseOvertaken = (options: PushOptions): void => {
    const waiting = overtaken.get(`${options.system}|${options.key}`);
    if (waiting !== undefined) timing.after(TWICE_GAP_MS, waiting);
  };

  const attempt = (url: string, init: PushBody | (() => PushBody), options: PushOptions, nth: number): void => {
    deliver(agent, url, typeof init === 'function' ? init() : init, options).then(
      (refusal) => {
        if (refusal === null) {
          ledger.append('push-acknowledged', options.system, options.key, { operation: options.operation ?? 'push', attempt: nth + 1 });
          options.onSettled?.('acknowledged');
          return;
        }
        const gap = options.retry[nth];
        ledger.append(gap === undefined ? 'push-given-up' : 'push-refused', options.system, options.key, {
          operation: options.operation ?? 'push',
          attempt: nth + 1,
          reason: refusal,
        });
        if (gap === undefined) options.onSettled?.('given-up');
        else timing.after(gap, () => attempt(url, init, options, nth + 1));
      },
      (error: unknown) => {
        // deliver() turns every network failure into a refusal; what is left is a defect of the caller's functions.
        queueMicrotask(() => {
          throw error;
        });
      },
    );
  };

  return { push, close: () => agent.destroy() };
}

/** Null when acknowledged, else why not. */
async function deliver(agent: Agent, url: string, init: PushBody, options: PushOptions): Promise<string | null> {
  const target = init.query === undefined ? url : `${url}?${init.query}`;
  const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
  try {
    const answer = await request(target, {
      dispatcher: agent,
      method: 'POST',
      headers: init.headers,
      body: init.body,
      // Counted from the moment it is sent: waiting for a free connection is the sender's own time.
      headersTimeout: deadlineMs,
      bodyTimeout: deadlineMs,
    });
    const text = await answer.body.text();
    const fine = options.acknowledged?.(answer.statusCode, text) ?? (answer.statusCode >= 200 && answer.statusCode < 300);
    return fine ? null : `answer ${answer.statusCode} ${text.slice(0, 120)}`;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

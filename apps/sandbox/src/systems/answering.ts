import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, FaultKind, SandboxContext, SandboxReply } from '../core/system.ts';

export interface Answering {
  readonly system: string;
  readonly operation: string;
  readonly key: string;
  readonly work: () => SandboxReply | Promise<SandboxReply>;
  /** The system's own form of "no, try later" inside HTTP 200. */
  readonly businessError: () => SandboxReply;
}

const kinds: readonly FaultKind[] = ['frozen', 'slow', 'http-500', 'business-error', 'lose-answer', 'rename-field'];

/** One call under the misbehaviour rules; the faults of one system's own kind are asked by that system. */
export async function answering(context: SandboxContext, call: Answering): Promise<SandboxReply> {
  const fault = context.misbehave.decide(call.system, call.operation, call.key, kinds);
  if (fault === 'none') return call.work();
  return faulty(context, call, fault);
}

async function faulty(context: SandboxContext, call: Answering, fault: Fault): Promise<SandboxReply> {
  switch (fault.kind) {
    case 'frozen':
      await context.misbehave.thawed(call.system, call.operation, call.key);
      return call.work();
    case 'slow':
      await pause(fault.ms);
      return call.work();
    case 'http-500':
      return { status: 500, headers: { 'content-type': 'text/html' }, body: '<html><body>Internal Server Error</body></html>' };
    case 'business-error':
      return call.businessError();
    case 'lose-answer':
      return { ...(await call.work()), cut: true };
    case 'rename-field':
      return renamed(await call.work(), fault.from, fault.to);
    case 'push-twice':
    case 'push-late':
    case 'push-out-of-order':
    case 'push-never':
    case 'refuse-cancel':
    case 'ship-after-cancel':
    case 'expire-token':
      return call.work();
  }
}

const renamed = (reply: SandboxReply, from: string, to: string): SandboxReply => ({
  ...reply,
  body: reply.body
    .toString()
    .replaceAll(`"${from}"`, `"${to}"`)
    .replaceAll(`\\"${from}\\"`, `\\"${to}\\"`)
    .replaceAll(`<${from}>`, `<${to}>`)
    .replaceAll(`</${from}>`, `</${to}>`),
});

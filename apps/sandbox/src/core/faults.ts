import type { FaultKind, SandboxContext, SandboxReply } from './system.ts';

const ANSWER_FAULTS: readonly FaultKind[] = ['slow', 'http-500', 'business-error', 'lose-answer', 'rename-field', 'frozen'];

export interface Call {
  readonly system: string;
  readonly operation: string;
  readonly key: string;
}

/** Answers one call, or misbehaves as the rules say. `businessError` is the protocol's own "no" inside HTTP 200. */
export async function answerWithFaults(
  context: SandboxContext,
  call: Call,
  work: () => SandboxReply | Promise<SandboxReply>,
  businessError: () => SandboxReply,
): Promise<SandboxReply> {
  const fault = context.misbehave.decide(call.system, call.operation, call.key, ANSWER_FAULTS);
  if (fault === 'none') return work();
  context.ledger.append('misbehaved', call.system, call.key, { operation: call.operation, fault: fault.kind });
  switch (fault.kind) {
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return work();
    case 'http-500':
      return { status: 500, headers: { 'content-type': 'text/html' }, body: '<html><body>500 Internal Server Error</body></html>' };
    case 'business-error':
      return businessError();
    case 'lose-answer':
      return { ...(await work()), cut: true };
    case 'rename-field':
      return renameField(await work(), fault.from, fault.to);
    case 'frozen':
      await context.misbehave.thawed(call.system, call.operation, call.key);
      return work();
    default:
      return work();
  }
}

function renameField(reply: SandboxReply, from: string, to: string): SandboxReply {
  const body = reply.body.toString();
  return {
    ...reply,
    body: body.replaceAll(`"${from}":`, `"${to}":`).replaceAll(`<${from}>`, `<${to}>`).replaceAll(`</${from}>`, `</${to}>`),
  };
}

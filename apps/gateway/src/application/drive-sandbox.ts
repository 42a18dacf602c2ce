import { DomainError, type Clock } from '@orderloom/domain-kernel';
import type { Viewer } from './ports.ts';

/** The account may not drive the sandbox. */
export class SandboxNotAllowed extends DomainError {
  readonly code = 'NOT_ALLOWED';
}

/** The sandbox has no such door, or it is not for screens. */
export class NoSuchSandboxDoor extends DomainError {
  readonly code = 'NO_SUCH_DOOR';
}

export interface SandboxRequest {
  readonly method: string;
  /** Below `/sandbox`, e.g. `/state`. */
  readonly path: string;
  readonly query: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SandboxAnswer {
  readonly status: number;
  readonly body: unknown;
}

export type Sandbox = { readonly ask: (request: SandboxRequest) => Promise<SandboxAnswer> };

export type SandboxAudit = {
  readonly append: (act: {
    readonly account: string;
    readonly deed: string;
    readonly subject: string;
    readonly details: Readonly<Record<string, string>>;
    readonly at: Date;
  }) => Promise<void>;
};

const roles = ['operations', 'owner', 'admin'];

/** What screens may look at, and what they may do. A receiver in plain, the signed pushes and the reset of the world are not among it. */
const looks = [/^\/(state|scenario|misbehave|speed|orders|trace)$/, /^\/systems\/qimen$/];
const deeds = [
  /^POST \/scenario\/(start|stop)$/,
  /^POST \/(speed|misbehave|orders)$/,
  /^DELETE \/misbehave(\/\d+)?$/,
  /^POST \/orders\/\d{1,25}\/(pay|cancel|refund|change-address)$/,
  /^POST \/systems\/qimen\/(pause|unpause)$/,
];
/** Of a deed's body the audit log keeps what is no person's. */
const told = ['rate', 'speed', 'system', 'operation', 'kind', 'share', 'next', 'from', 'to', 'channel', 'count', 'warehouse', 'push'];

export type DriveSandbox = (viewer: Viewer, request: SandboxRequest) => Promise<SandboxAnswer>;

/** Passes a look or a deed on to the sandbox; each deed that was done is told to the audit log. */
export function driveSandbox(deps: { readonly sandbox: Sandbox; readonly audit: SandboxAudit; readonly clock: Clock }): DriveSandbox {
  return async (viewer, request) => {
    if (!viewer.roles.some((role) => roles.includes(role)))
      throw new SandboxNotAllowed('The sandbox is for operations and administrators.');
    const { method, path, body } = request;
    if (method === 'GET') {
      if (!looks.some((look) => look.test(path))) throw new NoSuchSandboxDoor('The sandbox shows no such thing.');
      return deps.sandbox.ask(request);
    }
    if (!deeds.some((deed) => deed.test(`${method} ${path}`))) throw new NoSuchSandboxDoor('The sandbox has no such deed for screens.');
    const answer = await deps.sandbox.ask(request);
    if (answer.status < 300) {
      const details = Object.fromEntries(told.flatMap((name) => (isPlain(body[name]) ? [[name, String(body[name])]] : [])));
      const deed = `sandbox-${method === 'DELETE' ? 'stop-' : ''}${path.replace(/^\//, '').replaceAll(/\/\d+/g, '').replaceAll('/', '-')}`;
      await deps.audit.append({ account: viewer.account, deed, subject: path, details, at: deps.clock() });
    }
    return answer;
  };
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 60);
}

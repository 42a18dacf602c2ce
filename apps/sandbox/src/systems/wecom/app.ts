import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DeedRefused } from '../../core/deed-refused.ts';
import { json } from '../../core/http.ts';
import type { SandboxContext, SandboxReply } from '../../core/system.ts';
import { type Card, checkPlain, isInteractive, readCard } from './content.ts';
import type { Deliveries } from './deliveries.ts';

const limits = { textBytes: 2048, markdownBytes: 2048 };
const codeLifeMs = 24 * 3_600_000;
const defaultDuplicateSeconds = 1800;
const longestDuplicateSeconds = 4 * 3600;
const memberWindowMs = 60_000;
const mostPerMember = 30;
const mostUsers = 1000;

const sendSchema = z.looseObject({
  touser: z.string().default(''),
  toparty: z.string().default(''),
  totag: z.string().default(''),
  agentid: z.coerce.number().int(),
  msgtype: z.string(),
  enable_duplicate_check: z.coerce.number().default(0),
  duplicate_check_interval: z.coerce.number().max(longestDuplicateSeconds).default(defaultDuplicateSeconds),
});
const updateSchema = z.object({
  userids: z.array(z.string()).default([]),
  atall: z.coerce.number().default(0),
  agentid: z.coerce.number().int(),
  response_code: z.string(),
  button: z.object({ replace_name: z.string().min(1) }).optional(),
  template_card: z.unknown().optional(),
});
const cardSchema = z.object({
  taskId: z.string(),
  cardType: z.string(),
  users: z.array(z.string()),
  keys: z.array(z.string()),
  shown: z.string(),
  clicks: z.int(),
});
const codeSchema = z.object({ code: z.string(), taskId: z.string(), until: z.number() });
const recordSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('card'), card: cardSchema }),
  z.object({ t: z.literal('code'), code: codeSchema }),
  z.object({ t: z.literal('code-used'), code: z.string() }),
]);

export type SentCard = z.infer<typeof cardSchema>;

/** The corp's app: messages to members, and cards that can be changed once per response code. */
export class App {
  readonly cards = new Map<string, SentCard>();
  readonly leavers = new Set<string>();
  readonly #context: SandboxContext;
  readonly #deliveries: Deliveries;
  readonly #codes = new Map<string, z.infer<typeof codeSchema>>();
  readonly #perMember = new Map<string, number[]>();
  #lastMessage = 0;
  dropped = 0;

  constructor(context: SandboxContext, deliveries: Deliveries) {
    this.#context = context;
    this.#deliveries = deliveries;
  }

  send(body: unknown): SandboxReply {
    const read = sendSchema.safeParse(body);
    if (!read.success) return refuse(40058, `${read.error.issues[0]?.path.join('.') ?? ''} invalid`);
    const asked = read.data;
    if (asked.agentid !== this.#context.world.messaging.wecomApp.agentId) return refuse(40056, 'invalid agentid');
    const users = asked.touser === '' ? [] : asked.touser.split('|');
    if (users.length > mostUsers) return refuse(40058, 'touser exceed max count');
    if (users.length === 0 && asked.toparty === '' && asked.totag === '') return refuse(40035, 'touser, toparty and totag are all empty');
    const problem = this.#contentProblem(asked.msgtype, asked);
    if (problem) return refuse(problem.errcode, problem.errmsg);
    const card = asked.msgtype === 'template_card' ? readCard(asked['template_card']) : undefined;
    const invalid = users.filter((user) => this.leavers.has(user));
    const reached = [...users.filter((user) => !this.leavers.has(user)), ...[asked.toparty, asked.totag].filter((group) => group !== '')];
    if (reached.length === 0) return refuse(81013, 'user & party & tag all invalid');
    const within = asked.enable_duplicate_check === 1 ? asked.duplicate_check_interval * 1000 : 0;
    for (const user of reached) this.#deliver(user, asked.msgtype, asked[asked.msgtype], within);
    const code = card && typeof card === 'object' && isInteractive(card) ? this.#remember(card, reached) : undefined;
    this.#lastMessage += 1;
    return json({
      errcode: 0,
      errmsg: 'ok',
      invaliduser: invalid.join('|'),
      invalidparty: '',
      invalidtag: '',
      unlicenseduser: '',
      msgid: `${Date.now().toString(36)}${this.#lastMessage}`,
      ...(code === undefined ? {} : { response_code: code }),
    });
  }

  update(body: unknown): SandboxReply {
    const read = updateSchema.safeParse(body);
    if (!read.success || (read.data.userids.length === 0 && read.data.atall !== 1)) return refuse(40058, 'invalid parameter');
    const asked = read.data;
    if (asked.agentid !== this.#context.world.messaging.wecomApp.agentId) return refuse(40056, 'invalid agentid');
    const code = this.#codes.get(asked.response_code);
    if (!code || code.until < Date.now()) return refuse(42039, 'response_code invalid or expired');
    const replaced = asked.template_card === undefined ? undefined : readCard(asked.template_card);
    if (typeof replaced === 'string') return refuse(40058, replaced);
    if (!asked.button && !replaced) return refuse(40058, 'button or template_card missing');
    this.#use(code.code);
    this.show(code.taskId, asked.button?.replace_name ?? replaced?.main_title?.title ?? '');
    return json({ errcode: 0, errmsg: 'ok', invaliduser: '' });
  }

  /** Somebody presses a button: a fresh response code for the answer, or why it cannot be pressed. */
  press(taskId: string, key: string): { readonly card: SentCard; readonly code: string } {
    const card = this.cards.get(taskId);
    if (!card) throw new DeedRefused(`no card with task ${taskId}`);
    if (!card.keys.includes(key)) throw new DeedRefused(`card ${taskId} has no button ${key}`);
    card.clicks += 1;
    this.#keepCard(card);
    return { card, code: this.#newCode(taskId) };
  }

  show(taskId: string, words: string): void {
    const card = this.cards.get(taskId);
    if (!card) return;
    card.shown = words;
    this.#keepCard(card);
    this.#context.ledger.append('card-updated', 'wecom', taskId, { words });
  }

  restore(record: unknown): void {
    const read = recordSchema.safeParse(record);
    if (!read.success) return;
    switch (read.data.t) {
      case 'card':
        this.cards.set(read.data.card.taskId, read.data.card);
        return;
      case 'code':
        this.#codes.set(read.data.code.code, read.data.code);
        return;
      case 'code-used':
        this.#codes.delete(read.data.code);
        return;
    }
  }

  reset(): void {
    this.cards.clear();
    this.leavers.clear();
    this.#codes.clear();
    this.#perMember.clear();
    this.dropped = 0;
  }

  #contentProblem(msgtype: string, body: Readonly<Record<string, unknown>>): { readonly errcode: number; readonly errmsg: string } | null {
    const plain = checkPlain(msgtype, body, limits);
    if (plain !== undefined) return plain;
    if (msgtype !== 'template_card') return { errcode: 40008, errmsg: 'invalid message type' };
    const card = readCard(body['template_card']);
    if (typeof card === 'string') return { errcode: 40058, errmsg: card };
    const isTaken = card.task_id !== undefined && this.cards.has(card.task_id);
    return isTaken ? { errcode: 40058, errmsg: 'template_card.task_id duplicated' } : null;
  }

  /** More than 30 messages a minute to one member vanish, and nobody is told. */
  #deliver(user: string, msgtype: string, content: unknown, duplicateWithinMs: number): void {
    const now = Date.now();
    const last = this.#deliveries.lastOf(user, msgtype, content);
    if (last !== undefined && now - last < duplicateWithinMs) return;
    const recent = (this.#perMember.get(user) ?? []).filter((at) => at > now - memberWindowMs);
    this.#perMember.set(user, recent);
    if (recent.length >= mostPerMember) {
      this.dropped += 1;
      this.#context.ledger.append('message-dropped', 'wecom', user, { msgtype });
      return;
    }
    recent.push(now);
    this.#deliveries.add('app', user, msgtype, content);
  }

  #remember(card: Card, users: readonly string[]): string {
    const taskId = card.task_id ?? '';
    const keys = [
      ...(card.button_list ?? []).flatMap((button) => (button.key === undefined ? [] : [button.key])),
      ...(card.submit_button ? [card.submit_button.key] : []),
    ];
    this.#keepCard({ taskId, cardType: card.card_type, users: [...users], keys, shown: card.main_title?.title ?? '', clicks: 0 });
    return this.#newCode(taskId);
  }

  #newCode(taskId: string): string {
    const code = { code: randomBytes(24).toString('base64url'), taskId, until: Date.now() + codeLifeMs };
    this.#codes.set(code.code, code);
    this.#context.journal.write('wecom', { t: 'code', code });
    return code.code;
  }

  #use(code: string): void {
    this.#codes.delete(code);
    this.#context.journal.write('wecom', { t: 'code-used', code });
  }

  #keepCard(card: SentCard): void {
    this.cards.set(card.taskId, card);
    this.#context.journal.write('wecom', { t: 'card', card });
  }
}

const refuse = (errcode: number, errmsg: string): SandboxReply => json({ errcode, errmsg });

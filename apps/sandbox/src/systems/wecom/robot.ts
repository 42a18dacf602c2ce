import { z } from 'zod';
import { json } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest } from '../../core/system.ts';
import { checkPlain, readCard } from './content.ts';
import type { Deliveries } from './deliveries.ts';

const windowMs = 60_000;
const mostPerWindow = 20;
const limits = { textBytes: 2048, markdownBytes: 4096 };
const articles = z.object({
  articles: z
    .array(z.object({ title: z.string().min(1), url: z.string().min(1) }))
    .min(1)
    .max(8),
});

/** A group robot: the key is the whole secret, 20 messages in any minute. */
export class Robot {
  readonly #context: SandboxContext;
  readonly #deliveries: Deliveries;
  #sentAt: number[] = [];

  constructor(context: SandboxContext, deliveries: Deliveries) {
    this.#context = context;
    this.#deliveries = deliveries;
  }

  send(request: SandboxRequest, body: Readonly<Record<string, unknown>>): SandboxReply {
    if (request.query.get('key') !== this.#context.world.messaging.wecomRobot.key) return refuse(93000, 'invalid webhook url');
    const msgtype = String(body['msgtype'] ?? '');
    const problem = this.#problem(msgtype, body);
    if (problem) return refuse(problem.errcode, problem.errmsg);
    const now = Date.now();
    this.#sentAt = this.#sentAt.filter((at) => at > now - windowMs);
    if (this.#sentAt.length >= mostPerWindow) return refuse(45009, 'api freq out of limit');
    this.#sentAt.push(now);
    this.#deliveries.add('robot', 'group', msgtype, body[msgtype]);
    return json({ errcode: 0, errmsg: 'ok' });
  }

  reset(): void {
    this.#sentAt = [];
  }

  #problem(msgtype: string, body: Readonly<Record<string, unknown>>): { readonly errcode: number; readonly errmsg: string } | null {
    const plain = checkPlain(msgtype, body, limits);
    if (plain !== undefined) return plain;
    switch (msgtype) {
      case 'template_card': {
        const card = readCard(body['template_card']);
        if (typeof card === 'string') return { errcode: 40058, errmsg: card };
        const isNotice = card.card_type === 'text_notice' || card.card_type === 'news_notice';
        return isNotice ? null : { errcode: 40058, errmsg: 'card_type not supported by webhook' };
      }
      case 'news':
        return articles.safeParse(body['news']).success ? null : { errcode: 40058, errmsg: 'news.articles invalid' };
      default:
        return { errcode: 40008, errmsg: 'invalid message type' };
    }
  }
}

const refuse = (errcode: number, errmsg: string): SandboxReply => json({ errcode, errmsg });

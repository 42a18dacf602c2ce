import { OutboundUnavailable, type OutboundHttp } from '@orderloom/service-runtime';
import { z } from 'zod';
import type { CustomerTransport, Exchange, SendOutcome } from '../../application/ports.ts';
import { templateData, type CardField, type ShippedCard } from '../../domain/shipped-card.ts';

export interface ServiceAccount {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly shippedTemplateId: string;
  /** The template's keys and what each of them says. */
  readonly shippedFields: Readonly<Record<string, CardField>>;
}

const tokenAnswer = z.object({
  access_token: z.string().optional(),
  expires_in: z.number().optional(),
  errcode: z.number().optional(),
  errmsg: z.string().optional(),
});
const sendAnswer = z.object({ errcode: z.number(), errmsg: z.string().default(''), msgid: z.union([z.number(), z.string()]).optional() });

const TOKEN_GONE = new Set([40001, 40014, 42001]);
const BUSY = new Set([-1, 45009, 45011]);
const KNOWN_ALREADY = 45065;
const REFRESH_EARLY_MS = 5 * 60_000;

/** Template messages of a WeChat service account. */
export function serviceAccountTransport(http: OutboundHttp, account: ServiceAccount, now: () => Date): CustomerTransport {
  let token: { readonly value: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  const askToken = async (): Promise<string> => {
    const response = await http.send({
      method: 'POST',
      url: `${account.baseUrl}/cgi-bin/stable_token`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credential', appid: account.appId, secret: account.appSecret }),
    });
    const answer = tokenAnswer.safeParse(parseJson(response.body));
    if (answer.data?.access_token === undefined) throw new OutboundUnavailable('the service account gave no token', { sent: false });
    token = { value: answer.data.access_token, until: now().getTime() + (answer.data.expires_in ?? 7_200) * 1_000 - REFRESH_EARLY_MS };
    return token.value;
  };
  // One request for a token at a time: a second one would only take the first one's token away.
  const currentToken = async (): Promise<string> => {
    if (token !== undefined && token.until > now().getTime()) return token.value;
    asking ??= askToken().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  const attempt = async (request: Buffer): Promise<SendOutcome | 'TOKEN_GONE'> => {
    let value: string;
    try {
      value = await currentToken();
    } catch (error) {
      return { kind: 'NOT_SENT', reason: error instanceof Error ? error.message : 'no token' };
    }
    try {
      const response = await http.send({
        method: 'POST',
        url: `${account.baseUrl}/cgi-bin/message/template/send?access_token=${encodeURIComponent(value)}`,
        headers: { 'content-type': 'application/json' },
        body: request,
      });
      return outcomeOf(response.body, { system: 'wechat-oa', operation: 'message/template/send', request, answer: response.body }, () => {
        if (token?.value === value) token = undefined;
      });
    } catch (error) {
      if (!(error instanceof OutboundUnavailable)) throw error;
      return error.sent ? { kind: 'UNKNOWN', reason: error.message } : { kind: 'NOT_SENT', reason: error.message };
    }
  };

  return {
    system: 'wechat-oa',
    send: async (card) => {
      const content = card.content as ShippedCard; // stored by planLogisticsCards, the only writer of this kind
      const request = Buffer.from(
        JSON.stringify({
          touser: card.openId,
          template_id: account.shippedTemplateId,
          client_msg_id: card.clientId,
          ...(card.url === undefined ? {} : { url: card.url }),
          data: templateData(content, account.shippedFields),
        }),
      );
      const first = await attempt(request);
      const outcome = first === 'TOKEN_GONE' ? await attempt(request) : first;
      return outcome === 'TOKEN_GONE' ? { kind: 'NOT_SENT', reason: 'the token is refused again and again' } : outcome;
    },
  };
}

function outcomeOf(body: Buffer, exchange: Exchange, forgetToken: () => void): SendOutcome | 'TOKEN_GONE' {
  const answer = sendAnswer.safeParse(parseJson(body)).data;
  // A broken answer may follow a message that went out.
  if (answer === undefined) return { kind: 'UNKNOWN', reason: 'not an answer to template/send' };
  if (answer.errcode === 0 || answer.errcode === KNOWN_ALREADY) return { kind: 'SENT', transportId: answer.msgid?.toString(), exchange };
  if (TOKEN_GONE.has(answer.errcode)) {
    forgetToken();
    return 'TOKEN_GONE';
  }
  if (BUSY.has(answer.errcode)) return { kind: 'NOT_SENT', reason: `${answer.errcode} ${answer.errmsg}` };
  return { kind: 'REFUSED', code: String(answer.errcode), reason: answer.errmsg, exchange };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

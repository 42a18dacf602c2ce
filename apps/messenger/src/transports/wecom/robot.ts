import { OutboundUnavailable, type OutboundHttp } from '@orderloom/service-runtime';
import { z } from 'zod';
import type { StaffTransport } from '../../application/ports.ts';

const answerSchema = z.object({ errcode: z.number(), errmsg: z.string().default('') });
const OVER_LIMIT = 45009;
const BUSY = -1;

/** A WeCom group robot: markdown, 20 messages a minute, the key is the whole secret. */
export function wecomRobot(http: OutboundHttp, robot: { readonly baseUrl: string; readonly key: string }): StaffTransport {
  return {
    system: 'wecom',
    send: async (text) => {
      const request = Buffer.from(JSON.stringify({ msgtype: 'markdown', markdown: { content: text } }));
      try {
        const response = await http.send({
          method: 'POST',
          url: `${robot.baseUrl}/cgi-bin/webhook/send?key=${encodeURIComponent(robot.key)}`,
          headers: { 'content-type': 'application/json' },
          body: request,
        });
        const answer = answerSchema.safeParse(parseJson(response.body)).data;
        if (answer === undefined) return { kind: 'UNKNOWN', reason: 'not an answer to webhook/send' };
        const exchange = { system: 'wecom', operation: 'webhook/send', request, answer: response.body };
        if (answer.errcode === 0) return { kind: 'SENT', transportId: undefined, exchange };
        if (answer.errcode === OVER_LIMIT || answer.errcode === BUSY) return { kind: 'NOT_SENT', reason: answer.errmsg };
        return { kind: 'REFUSED', code: String(answer.errcode), reason: answer.errmsg, exchange };
      } catch (error) {
        if (!(error instanceof OutboundUnavailable)) throw error;
        return error.sent ? { kind: 'UNKNOWN', reason: error.message } : { kind: 'NOT_SENT', reason: error.message };
      }
    },
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

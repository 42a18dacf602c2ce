import { check } from 'k6';
import { Counter, Trend } from 'k6/metrics';
import { isDouyinAck, pushDouyin } from '../actions/push-douyin.ts';
import type { Deployment, MintedPush } from '../actions/minted-push.ts';
import { isWechatAck, pushWechat } from '../actions/push-wechat.ts';

const acknowledged = new Counter('pushes_acknowledged');
const refused = new Counter('pushes_refused');
const ackTime = new Trend('push_to_ack', true);

/** A buyer has paid and the platform says so, once. What is not acknowledged is named, so that the checker knows what was promised. */
export function pushPaidOrder(push: MintedPush, deployment: Deployment): boolean {
  const response = push.channel === 'DY' ? pushDouyin(push, deployment) : pushWechat(push, deployment);
  const taken = push.channel === 'DY' ? isDouyinAck(response) : isWechatAck(response);
  check(response, { 'push acknowledged in the form of its platform': () => taken });
  if (taken) {
    acknowledged.add(1, { channel: push.channel });
    ackTime.add(response.timings.duration, { channel: push.channel });
  } else {
    refused.add(1, { channel: push.channel });
    console.error(`not acknowledged: ${push.no} status ${response.status} ${response.error}`);
  }
  return taken;
}

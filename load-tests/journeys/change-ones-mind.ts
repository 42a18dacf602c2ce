import { check, sleep } from 'k6';
import { Counter } from 'k6/metrics';
import { cancelAtPlatform } from '../actions/cancel-at-platform.ts';

const asked = new Counter('cancels_asked');
const tooLate = new Counter('cancels_refused_by_platform');

/** A buyer has paid, thinks for up to so many seconds, and wants the money back before anything has left. */
export function changeOnesMind(sandbox: string, no: string, thinkSeconds: number): void {
  sleep(Math.random() * thinkSeconds);
  const answer = cancelAtPlatform(sandbox, no);
  check(answer, { 'the platform took the cancel, or says that it is too late': ({ status }) => status === 200 || status === 409 });
  if (answer.status === 200) asked.add(1);
  if (answer.status === 409) tooLate.add(1);
}

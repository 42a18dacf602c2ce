import type { SandboxContext } from '../../core/system.ts';
import { beijingText } from '../beijing-time.ts';
import { isSuccess } from './reports.ts';
import { signedQuery } from './sign.ts';

const minute = 60_000;
/** Outside milliseconds between repeats of a report that was not answered with success. */
const retryGaps = [1, 3, 10, 30, 60, 120, 240, 480].map((minutes) => minutes * minute);

export interface Report {
  /** Short name, `deliveryorder.confirm`. */
  readonly method: string;
  readonly key: string;
  readonly body: string;
}

/** Signs at every attempt anew: the receiver may refuse an old timestamp. */
export const tellHub =
  (context: SandboxContext) =>
  (report: Report): void => {
    const { wms, callbacks } = context.world;
    context.push(
      callbacks.qimen,
      () => ({
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        body: report.body,
        query: signedQuery({
          method: `taobao.qimen.${report.method}`,
          appKey: wms.appKey,
          customerId: wms.customerId,
          secret: wms.secret,
          body: report.body,
          timestamp: beijingText(Date.now()),
        }),
      }),
      { system: 'qimen', operation: report.method, key: report.key, retry: retryGaps, acknowledged: isSuccess },
    );
  };

import http, { type RefinedResponse } from 'k6/http';

/** A buyer cancels a paid order in the platform's app; the platform then tells the hub in its own words. */
export function cancelAtPlatform(sandbox: string, no: string): RefinedResponse<'text'> {
  return http.post(`${sandbox}/control/orders/${no}/cancel`, JSON.stringify({ reason: '不想要了' }), {
    headers: { 'content-type': 'application/json' },
    tags: { name: 'cancel at the platform' },
    responseType: 'text',
    timeout: '10s',
    // 409: the platform knows that it has left already.
    responseCallback: http.expectedStatuses(200, 409),
  });
}

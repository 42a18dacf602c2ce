import type { CarrierLink } from '../../application/ports.ts';
import type { SfAccount, SfClient } from './client.ts';
import { createSfOrder } from './create-order.ts';
import { searchRoutes } from './routes.ts';

export function createSfLink(client: SfClient, account: SfAccount): CarrierLink {
  return { createOrder: createSfOrder(client, account), routes: searchRoutes(client) };
}

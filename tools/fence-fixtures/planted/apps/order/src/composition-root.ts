import { placeOrder } from './application/place-order.ts';

export const compose = (): unknown => placeOrder();

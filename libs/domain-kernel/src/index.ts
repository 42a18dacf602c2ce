export { systemClock, type Clock } from './clock.ts';
export { DomainError, type ErrorDetails } from './errors.ts';
export { DeedRefused, defineLifecycle, type Lifecycle, type LifecycleTable } from './lifecycle.ts';
export { add, allocate, fen, fromYuanText, MoneyRefused, subtract, sum, times, toYuanText, zero, type Money } from './money.ts';
export {
  channelCodes,
  formatOrderId,
  hasNoPlatform,
  OrderIdRefused,
  parseOrderId,
  shanghaiDay,
  type ChannelCode,
  type OrderId,
} from './order-id.ts';
export { isUuid } from './uuid.ts';

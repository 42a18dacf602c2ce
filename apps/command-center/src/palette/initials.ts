import type { PlaceKey } from '../shell/places.ts';

/** Pinyin of the places, whole and by initials: with a Latin keyboard they are found too. */
export const initials: Readonly<Record<PlaceKey, readonly string[]>> = {
  home: ['zonglan', 'zl'],
  alerts: ['yujing', 'yj'],
  orders: ['dingdan', 'dd'],
  stuck: ['kazhu', 'kz'],
  exceptions: ['yichang', 'yc'],
  inventory: ['kucun', 'kc'],
  warehouses: ['cangku', 'ck'],
  channels: ['qudao', 'qd'],
  import: ['daoru', 'dr', 'tijian'],
  mapping: ['yingshe', 'ys', 'ziduan'],
  audit: ['shenji', 'sj'],
  sandbox: ['shaxiang', 'sx'],
  settings: ['shezhi', 'sz'],
};

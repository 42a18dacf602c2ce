/** In the order of work; 'held' and 'lacking' wait beside it, 'cancelled' ends it. */
export const stages = ['accepted', 'printed', 'picked', 'checked', 'packed', 'weighed', 'part-shipped', 'shipped'] as const;
export type WorkStage = (typeof stages)[number];
export type Stage = WorkStage | 'held' | 'lacking' | 'cancelled';

export const inventoryTypes = ['ZP', 'CC', 'JS', 'XS', 'ZT'] as const;
export type InventoryType = (typeof inventoryTypes)[number];

export interface Receiver {
  readonly name: string;
  readonly mobile: string;
  readonly province: string;
  readonly city: string;
  readonly area: string;
  readonly detailAddress: string;
}

export interface OrderLine {
  readonly lineNo: string;
  readonly sourceOrderCode: string;
  readonly itemCode: string;
  readonly ownerCode: string;
  readonly inventoryType: InventoryType;
  readonly planQty: number;
}

export interface PackedItem {
  readonly itemCode: string;
  readonly lineNo: string;
  readonly quantity: number;
}

export interface Parcel {
  readonly packageCode: string;
  readonly expressCode: string;
  readonly items: readonly PackedItem[];
  /** '' until the parcel left. */
  outBizCode: string;
}

export interface WmsOrder {
  readonly code: string;
  readonly id: string;
  readonly warehouse: string;
  readonly orderType: string;
  readonly logisticsCode: string;
  /** A number that the hub fetched before packing; '' when the warehouse is to find its own. */
  readonly givenExpressCode: string;
  readonly shopNick: string;
  readonly receiver: Receiver;
  readonly lines: readonly OrderLine[];
  /** Unix milliseconds. */
  readonly createdAt: number;
  stage: Stage;
  shippedAt: number;
  parcels: readonly Parcel[];
  /** It said yes to a cancel and will ship all the same. */
  breaksItsWord: boolean;
}

export const isPacked = (order: WmsOrder): boolean => {
  const position = stages.findIndex((stage) => stage === order.stage);
  return position >= stages.indexOf('packed');
};

export const isOpen = (order: WmsOrder): boolean => order.stage !== 'shipped' && order.stage !== 'cancelled';

/** The status words of deliveryorder.query and deliveryorder.confirm. */
export const statusWord = (order: WmsOrder): string => {
  switch (order.stage) {
    case 'cancelled':
      return 'CANCELED';
    case 'lacking':
      return 'EXCEPTION';
    case 'part-shipped':
      return 'PARTDELIVERED';
    case 'shipped':
      return 'DELIVERED';
    case 'accepted':
    case 'held':
    case 'printed':
    case 'picked':
    case 'checked':
    case 'packed':
    case 'weighed':
      return 'ACCEPT';
  }
};

/** The people who buy: one seeded pool for every channel, so that a brand's member list can link them. */
export interface Buyers {
  readonly size: number;
  byIndex(index: number): Buyer;
  /** The brand's member list: who of a shop's buyers follows the service account. */
  links(): readonly BuyerLink[];
  isFollower(wechatOpenId: string): boolean;
}

export interface Buyer {
  readonly index: number;
  readonly name: string;
  readonly phone: string;
  readonly douyinOpenId: string;
  readonly shopOpenId: string;
  /** Open id of the brand's service account; null for the few who do not follow it. */
  readonly wechatOpenId: string | null;
  readonly address: Address;
}

export interface Address {
  readonly province: Place;
  readonly city: Place;
  readonly district: Place;
  readonly street: Place;
  readonly detail: string;
}

export interface Place {
  readonly name: string;
  /** Six-digit code of the Ministry of Civil Affairs; nine digits for a street. */
  readonly code: string;
}

export interface BuyerLink {
  readonly shopId: string;
  readonly buyerOpenId: string;
  readonly wechatOpenId: string;
}

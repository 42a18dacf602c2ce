/** The brand's member list: which buyer of a shop is which follower of the service account. */
export interface BuyerLinks {
  write(
    links: readonly { readonly shopId: string; readonly buyerToken: string; readonly wechatOpenId: string }[],
    now: Date,
  ): Promise<number>;
  /** By buyer token. */
  read(buyerTokens: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

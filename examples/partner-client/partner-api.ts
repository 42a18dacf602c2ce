// Made from operations.graphql and the schema for partners by `node tools/partner-api/main.ts` of the hub's repository.

/** A document with the type of its answer and of its variables. */
export type Operation<Answer, Variables> = { readonly text: string; readonly types?: (variables: Variables) => Answer };

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What to cancel, and why. */
export type CancelOrderInput = {
  /** Same key and same input give the stored answer; the same key with another input is refused. */
  readonly idempotencyKey: string;
  /** Hub order id. */
  readonly orderId: string | number;
  /** Whether to cancel though a colleague expedited it within the last seconds. */
  readonly overrule?: boolean | null | undefined;
  /** Why, for the audit log; 1 to 500 characters. No phone number, no address. */
  readonly reason: string;
};

/** A new endpoint. */
export type CreateWebhookEndpointInput = {
  /** Own words, at most 200 characters. */
  readonly description?: string | null | undefined;
  /** Types to send, from webhookEventTypes. */
  readonly eventTypes: ReadonlyArray<string>;
  /** 1 to 200 characters. Same key and same input give the stored answer; the same key with another input is refused. */
  readonly idempotencyKey: string;
  /** Partner whose endpoint it is; a key leaves it out, it is its own partner's. */
  readonly partnerId?: string | number | null | undefined;
  /** https address; no user, no password, no inner address. */
  readonly url: string;
};

/** Where an order stands. */
export type OrderStatus =
  /** Created at the platform, not paid. */
  | 'AWAITING_PAYMENT'
  /** Ended before it left. */
  | 'CANCELLED'
  /** All parts have left. */
  | 'OUTBOUND'
  /** Paid; stock is being locked or is short. */
  | 'PAID'
  /** Some parts have left. */
  | 'PARTLY_OUTBOUND'
  /** Every parcel is signed. */
  | 'SIGNED'
  /** Warehouses are decided. */
  | 'SOURCED'
  /** All lines are reserved. */
  | 'STOCK_LOCKED'
  /** A stop was asked of the warehouse and is not answered. */
  | 'STOPPING'
  /** A warehouse has it, or may have it. */
  | 'WITH_WAREHOUSE';

/** An order as its seller places it. Amounts are minor units (fen) as text. */
export type PlaceOrderInput = {
  /** The seller's id of the buyer, for orders of one person; no name and no phone. */
  readonly buyerId?: string | null | undefined;
  /** Discount on the whole order. */
  readonly discountMinor?: string | null | undefined;
  /** Freight that the buyer pays. */
  readonly freightMinor?: string | null | undefined;
  /** 1 to 200 characters. The same key and input give the stored answer for 72 hours at least; another input is refused. */
  readonly idempotencyKey: string;
  /** Lines, at most 200. */
  readonly lines: ReadonlyArray<PlaceOrderLineInput>;
  /** The seller's own order number, unique in the shop; 1 to 64 letters, digits and `. _ : / -`. */
  readonly orderNo: string;
  /** Whether it is paid. Nothing leaves before. */
  readonly paid: boolean;
  /** When it was paid; now when it is paid and this is absent. */
  readonly paidAt?: string | null | undefined;
  /** When the buyer ordered; now when absent. */
  readonly placedAt?: string | null | undefined;
  /** Until when the seller promised that it ships. */
  readonly promisedShipAt?: string | null | undefined;
  /** Where to send it. Sealed before anything is written. */
  readonly recipient: RecipientInput;
  /** The buyer's words, at most 500 characters; kept with the recipient. */
  readonly remark?: string | null | undefined;
  /** Shop without a platform, as in `shops`. */
  readonly shopId: string | number;
  /** What the buyer pays in all. When given it must be goods and freight less the discount, else the order is refused. */
  readonly totalMinor?: string | null | undefined;
};

/** One line of an order that is placed. */
export type PlaceOrderLineInput = {
  /** Whether it is a gift. */
  readonly gift?: boolean | null | undefined;
  /** Line number, unique in the order; its place from 1 on when absent. */
  readonly lineNo?: string | null | undefined;
  /** Units. */
  readonly quantity: number;
  /** Standard product code. A code that is not known holds the order for a person; it is not lost. */
  readonly sku: string;
  /** Title as the shop shows it; the product's name when absent. */
  readonly title?: string | null | undefined;
  /** Price of one unit before discounts, in minor units as text. */
  readonly unitPriceMinor: string;
};

/** A person and a place. Sealed before anything is written; never in events or logs. */
export type RecipientInput = {
  /** City. */
  readonly city: string;
  /** County or district. Without it the address counts as vague, and the order is held for a person. */
  readonly county?: string | null | undefined;
  /** Street, number, building, door. */
  readonly detail: string;
  /** Name. */
  readonly name: string;
  /** Phone of 7 digits or more, or a virtual number. */
  readonly phone: string;
  /** Province. */
  readonly province: string;
  /** Town or street office. */
  readonly town?: string | null | undefined;
};

export type ShopsQueryVariables = Exact<{ [key: string]: never }>;

export type ShopsQuery = {
  readonly shops: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly nameEn: string;
    readonly channel: string;
    readonly own: boolean;
    readonly sandbox: boolean;
  }>;
};

export type OrderChangesQueryVariables = Exact<{
  after?: string | null | undefined;
  changedSince?: string | null | undefined;
  first?: number | null | undefined;
}>;

export type OrderChangesQuery = {
  readonly orderChanges: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly platformOrderNo: string;
      readonly status: string;
      readonly version: string;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type OrderByIdQueryVariables = Exact<{
  id: string | number;
}>;

export type OrderByIdQuery = {
  readonly order: {
    readonly id: string;
    readonly platformOrderNo: string;
    readonly status: OrderStatus;
    readonly paidAmount: { readonly minor: string; readonly currency: string };
    readonly recipient: { readonly name: string; readonly phone: string; readonly city: string } | null;
    readonly lines: ReadonlyArray<{
      readonly lineNo: string;
      readonly sku: string;
      readonly quantity: number;
      readonly cancelledQuantity: number;
    }>;
  } | null;
};

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;

export type PlaceOrderMutation = {
  readonly placeOrder:
    | { readonly __typename: 'ChannelNotAllowed'; readonly code: string; readonly message: string }
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'OrderHeldForReview'; readonly quarantineId: string; readonly reason: string; readonly field: string }
    | { readonly __typename: 'OrderInDoubt' }
    | { readonly __typename: 'OrderNumberTaken'; readonly code: string; readonly message: string }
    | { readonly __typename: 'OrderPlaced'; readonly duplicate: boolean; readonly order: { readonly id: string } }
    | { readonly __typename: 'OrderTaken' }
    | {
        readonly __typename: 'OrderUnusable';
        readonly code: string;
        readonly message: string;
        readonly field: string;
        readonly why: string;
      }
    | { readonly __typename: 'ShopUnknown'; readonly code: string; readonly message: string };
};

export type CancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
}>;

export type CancelOrderMutation = {
  readonly cancelOrder:
    | { readonly __typename: 'AlreadyEnded'; readonly code: string; readonly message: string }
    | { readonly __typename: 'AlreadyOutbound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'CancelProposed'; readonly proposalId: string }
    | { readonly __typename: 'ExpeditedJustNow'; readonly code: string; readonly message: string }
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotAllowed'; readonly code: string; readonly message: string }
    | { readonly __typename: 'OrderCancelled'; readonly order: { readonly id: string; readonly status: OrderStatus } }
    | { readonly __typename: 'OrderNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ReasonUnusable'; readonly code: string; readonly message: string };
};

export type CreateWebhookEndpointMutationVariables = Exact<{
  input: CreateWebhookEndpointInput;
}>;

export type CreateWebhookEndpointMutation = {
  readonly createWebhookEndpoint:
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotAllowed'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TooManyWebhookEndpoints'; readonly code: string; readonly message: string }
    | {
        readonly __typename: 'WebhookEndpointCreated';
        readonly secret: string | null;
        readonly endpoint: { readonly id: string; readonly url: string; readonly eventTypes: ReadonlyArray<string> };
      }
    | { readonly __typename: 'WebhookEndpointNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'WebhookEventTypesRefused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'WebhookTextRefused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'WebhookUrlRefused'; readonly code: string; readonly message: string };
};

export const shops: Operation<ShopsQuery, ShopsQueryVariables> = {
  text: `query Shops {
  shops {
    id
    name
    nameEn
    channel
    own
    sandbox
  }
}`,
};

export const orderChanges: Operation<OrderChangesQuery, OrderChangesQueryVariables> = {
  text: `query OrderChanges($after: String, $changedSince: DateTime, $first: Int) {
  orderChanges(after: $after, changedSince: $changedSince, first: $first) {
    nodes {
      id
      platformOrderNo
      status
      version
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};

export const orderById: Operation<OrderByIdQuery, OrderByIdQueryVariables> = {
  text: `query OrderById($id: ID!) {
  order(id: $id) {
    id
    platformOrderNo
    status
    paidAmount {
      minor
      currency
    }
    recipient {
      name
      phone
      city
    }
    lines {
      lineNo
      sku
      quantity
      cancelledQuantity
    }
  }
}`,
};

export const placeOrder: Operation<PlaceOrderMutation, PlaceOrderMutationVariables> = {
  text: `mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    __typename
    ... on OrderPlaced {
      duplicate
      order {
        id
      }
    }
    ... on OrderHeldForReview {
      quarantineId
      reason
      field
    }
    ... on OrderUnusable {
      code
      message
      field
      why
    }
    ... on OrderNumberTaken {
      code
      message
    }
    ... on ShopUnknown {
      code
      message
    }
    ... on ChannelNotAllowed {
      code
      message
    }
    ... on IdempotencyKeyReused {
      code
      message
    }
  }
}`,
};

export const cancelOrder: Operation<CancelOrderMutation, CancelOrderMutationVariables> = {
  text: `mutation CancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    __typename
    ... on OrderCancelled {
      order {
        id
        status
      }
    }
    ... on CancelProposed {
      proposalId
    }
    ... on Refusal {
      code
      message
    }
  }
}`,
};

export const createWebhookEndpoint: Operation<CreateWebhookEndpointMutation, CreateWebhookEndpointMutationVariables> = {
  text: `mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {
  createWebhookEndpoint(input: $input) {
    __typename
    ... on WebhookEndpointCreated {
      secret
      endpoint {
        id
        url
        eventTypes
      }
    }
    ... on Refusal {
      code
      message
    }
  }
}`,
};

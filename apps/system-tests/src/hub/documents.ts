/**
 * What the specs ask the gateway as people. A session runs known documents only, so these are registered at the start of the hub as the
 * screens' are at their build; a text that is not here is refused.
 */
const twinFields = 'id platformOrderNo status currentGate stuck answer { code parameters { name value } } warehouses trackingNumbers';

export const documents = {
  importMembers: 'mutation Members($links: [BuyerLinkInput!]!) { importBuyerLinks(links: $links) { __typename } }',
  stocks: '{ stocks(first: 200) { nodes { sku onHand reserved } } }',
  findOrders: `query Find($search: String!) { orders(filter: { search: $search }, first: 50) { nodes { ${twinFields} } } }`,
  allOrders: `query All($after: String) { orders(first: 200, after: $after) { nodes { ${twinFields} } pageInfo { hasNextPage endCursor } } }`,
  storyOf:
    'query Story($id: ID!) { order(id: $id) { twin { story(first: 200) { nodes { id type system occurredAt receivedAt recordedAt rawRef } } } } }',
  itemsOfPool:
    'query Items($pool: String!) { workItems(pool: $pool, first: 200) { nodes { id pool order { id } summary { code parameters { name value } } closedAt } } }',
  openHolds: 'query Held($ids: [ID!]!) { orders(filter: { ids: $ids }, first: 100) { nodes { id openHoldIds } } }',
  openWebhooks: 'mutation Open($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { __typename } }',
  countOfSet: 'query Set($set: String!) { orders(filter: { set: $set }, first: 1, exactTotal: true) { totalCount totalIsExact } }',
  publishDouyinMapping:
    'mutation Publish($rules: [MappingRuleInput!]!) { publishFieldMapping(system: "douyin", rules: $rules) { __typename ... on FieldMappingRefused { problems } } }',
  replayQuarantine: 'mutation { replayQuarantine { __typename } }',
  quarantined: '{ quarantine(first: 100) { nodes { id platformOrderNo reason field releasedAt } } }',
  douyinMapping: '{ fieldMapping(system: "douyin") { rules { target sources type unit fallback required } } }',
  auditOfOrder: 'query Audit($id: ID!) { auditLog(orderId: $id, first: 100) { nodes { actorKind actor deed details { name value } } } }',
  repairSku: 'mutation Repair($sku: ID!) { repairStock(sku: $sku) { ... on StockRepaired { corrected } } }',
  reservationsOf: 'query Held($id: ID!) { order(id: $id) { reservations { state } } }',
  holdOrder:
    'mutation Hold($input: HoldOrderInput!) { holdOrder(input: $input) { __typename ... on OrderHeld { hold { id } } ... on Refusal { code message } } }',
  releaseHold: 'mutation Go($input: ReleaseHoldInput!) { releaseHold(input: $input) { __typename } }',
  repairStock: 'mutation { repairStock { ... on StockRepaired { checked corrected differences { sku warehouseId counter was is } } } }',
  rawPayload: 'query Raw($ref: ID!) { rawPayload(ref: $ref) { system direction body sizeBytes } }',
  whyThere:
    'query Why($id: ID!) { order(id: $id) { twin { answer { code parameters { name value } } } sourcingDecisions { candidates { warehouse { id } chosen refusal } } } }',
  stockOfSku: 'query Stock($sku: String!) { stocks(first: 5, search: $sku) { nodes { sku warehouses { warehouseId onHand allocated } } } }',
  revealRecipient:
    'mutation See($id: ID!) { revealRecipient(orderId: $id, reason: "system test") { ... on RevealedRecipient { name phone address } } }',
  latestDeeds: '{ auditLog(first: 200) { nodes { deed orderId } } }',
  everythingOfOrder: `query All($id: ID!) { order(id: $id) { id platformOrderNo lines { title } recipient { name phone province city county }
            extensions { name value } holds { reason } stops { reason declineReason } parcels { trackingNumber nodes { place } } messages { told refusal }
            twin { maskedName maskedPhone district answer { code parameters { name value } } story(first: 200) { nodes { type rawRef fields { name value } } } } } }`,
  rawBody: 'query Raw($ref: ID!) { rawPayload(ref: $ref) { operation body } }',
  latestActs: '{ auditLog(first: 200) { nodes { actor deed subjectId details { name value } } } }',
  quarantineDetails: '{ quarantine(first: 200) { nodes { detail field platformOrderNo } } }',
  workItemWords: '{ workItems(first: 200) { nodes { summary { code parameters { name value } } } } }',
} as const;

/**
 * What our own programs beside the screens ask as people. A session runs known documents only: a start registers these with the gateway,
 * as a build of the screens registers theirs. Without imports, because k6 reads this file too.
 */
export const ownDocuments = {
  memberList: 'mutation MemberList($links: [BuyerLinkInput!]!) { importBuyerLinks(links: $links) { __typename } }',
  loadList: 'query LoadList { orders(first: 50) { nodes { id status currentGate stuck maskedName } pageInfo { hasNextPage } } }',
  loadPage: 'query LoadPage($id: ID!) { order(id: $id) { id twin { status currentGate answer { code } gates { gate } } } }',
} as const;

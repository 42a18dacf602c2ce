import { FieldMapping, MappingRule } from './resolvers/FieldMapping.ts';
import { bindSku } from './resolvers/Mutation/bindSku.ts';
import { importBuyerLinks } from './resolvers/Mutation/importBuyerLinks.ts';
import { publishFieldMapping } from './resolvers/Mutation/publishFieldMapping.ts';
import { replayQuarantine } from './resolvers/Mutation/replayQuarantine.ts';
import { revealRecipient } from './resolvers/Mutation/revealRecipient.ts';
import { Order } from './resolvers/Order.ts';
import { QuarantinedPayload } from './resolvers/QuarantinedPayload.ts';
import { fieldMapping } from './resolvers/Query/fieldMapping.ts';
import { quarantine } from './resolvers/Query/quarantine.ts';
import { shops } from './resolvers/Query/shops.ts';
import { Shop } from './resolvers/Shop.ts';

export const resolvers = {
  Query: { shops, quarantine, fieldMapping },
  Mutation: { publishFieldMapping, bindSku, replayQuarantine, revealRecipient, importBuyerLinks },
  Order,
  Shop,
  QuarantinedPayload,
  FieldMapping,
  MappingRule,
};

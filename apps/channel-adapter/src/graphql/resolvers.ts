import { canonicalFields } from './resolvers/Query/canonicalFields.ts';
import { fieldMappingVersions } from './resolvers/Query/fieldMappingVersions.ts';
import { mappingSystems } from './resolvers/Query/mappingSystems.ts';
import { mappingTest } from './resolvers/Query/mappingTest.ts';
import { outsideCommands } from './resolvers/Query/outsideCommands.ts';
import { payloadPaths } from './resolvers/Query/payloadPaths.ts';
import { quarantineTrial } from './resolvers/Query/quarantineTrial.ts';
import { shopCredentials } from './resolvers/Query/shopCredentials.ts';
import { shopReachability } from './resolvers/Query/shopReachability.ts';
import { skuBindings } from './resolvers/Query/skuBindings.ts';
import { standardProducts } from './resolvers/Query/standardProducts.ts';
import { unboundSkus } from './resolvers/Query/unboundSkus.ts';
import { wireSuggestions } from './resolvers/Query/wireSuggestions.ts';
import { bindSkus } from './resolvers/Mutation/bindSkus.ts';
import { pauseIntake } from './resolvers/Mutation/pauseIntake.ts';
import { placeOrder } from './resolvers/Mutation/placeOrder.ts';
import { placeOrders } from './resolvers/Mutation/placeOrders.ts';
import { pollShop } from './resolvers/Mutation/pollShop.ts';
import { resumeIntake } from './resolvers/Mutation/resumeIntake.ts';
import { replaceShopSecret } from './resolvers/Mutation/replaceShopSecret.ts';
import { retryOutside } from './resolvers/Mutation/retryOutside.ts';
import { importMutations, importQueries, importTypes } from './resolvers/import-place.ts';
import { FieldMapping, MappingRule } from './resolvers/FieldMapping.ts';
import { bindSku } from './resolvers/Mutation/bindSku.ts';
import { changeAddress } from './resolvers/Mutation/changeAddress.ts';
import { importBuyerLinks } from './resolvers/Mutation/importBuyerLinks.ts';
import { publishFieldMapping } from './resolvers/Mutation/publishFieldMapping.ts';
import { replayQuarantine } from './resolvers/Mutation/replayQuarantine.ts';
import { revealRecipient } from './resolvers/Mutation/revealRecipient.ts';
import { Order } from './resolvers/Order.ts';
import { QuarantinedPayload } from './resolvers/QuarantinedPayload.ts';
import { fieldMapping } from './resolvers/Query/fieldMapping.ts';
import { quarantine } from './resolvers/Query/quarantine.ts';
import { shops } from './resolvers/Query/shops.ts';
import { LagHour, Shop } from './resolvers/Shop.ts';

export const resolvers = {
  ...importTypes,
  Query: {
    ...importQueries,
    shops,
    quarantine,
    fieldMapping,
    canonicalFields,
    fieldMappingVersions,
    mappingSystems,
    mappingTest,
    outsideCommands,
    payloadPaths,
    quarantineTrial,
    skuBindings,
    standardProducts,
    shopCredentials,
    shopReachability,
    unboundSkus,
    wireSuggestions,
  },
  Mutation: {
    ...importMutations,
    replaceShopSecret,
    publishFieldMapping,
    bindSku,
    replayQuarantine,
    revealRecipient,
    importBuyerLinks,
    bindSkus,
    changeAddress,
    pauseIntake,
    placeOrder,
    placeOrders,
    pollShop,
    resumeIntake,
    retryOutside,
  },
  Order,
  Shop,
  QuarantinedPayload,
  FieldMapping,
  MappingRule,
  LagHour,
};

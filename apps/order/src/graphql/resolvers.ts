import { HoldRules } from './resolvers/HoldRules.ts';
import { StopProposal } from './resolvers/StopProposal.ts';
import { holdRuleVersions } from './resolvers/Query/holdRuleVersions.ts';
import { holdRules } from './resolvers/Query/holdRules.ts';
import { addRemark } from './resolvers/Mutation/addRemark.ts';
import { expediteOrder } from './resolvers/Mutation/expediteOrder.ts';
import { publishHoldRules } from './resolvers/Mutation/publishHoldRules.ts';
import { withdrawRemark } from './resolvers/Mutation/withdrawRemark.ts';
import { cancelOrder } from './resolvers/Mutation/cancelOrder.ts';
import { holdOrder } from './resolvers/Mutation/holdOrder.ts';
import { releaseHold } from './resolvers/Mutation/releaseHold.ts';
import { Order } from './resolvers/Order.ts';
import { order } from './resolvers/Query/order.ts';
import { onOrdersInReach } from './sandbox-fence.ts';

export const resolvers = {
  Query: { order, holdRules, holdRuleVersions },
  Mutation: {
    cancelOrder: onOrdersInReach(cancelOrder),
    holdOrder: onOrdersInReach(holdOrder),
    releaseHold: onOrdersInReach(releaseHold),
    addRemark: onOrdersInReach(addRemark),
    withdrawRemark: onOrdersInReach(withdrawRemark),
    expediteOrder: onOrdersInReach(expediteOrder),
    publishHoldRules,
  },
  Order,
  StopProposal,
  HoldRules,
};

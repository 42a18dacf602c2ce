import type { ConflictDecision } from '../gql/graphql.ts';

export const decisionKeys = ['WAREHOUSE_STANDS', 'ORDER_STANDS', 'SETTLED_OUTSIDE'] as const satisfies readonly ConflictDecision[];
export const asDecision = (text: string): ConflictDecision | undefined => decisionKeys.find((each) => each === text);

export const stepKeys = ['OPENED', 'CLOSED', 'TAKEN', 'GIVEN_BACK', 'HANDED_OVER', 'NOTED', 'REOPENED', 'DECIDED'] as const;
export const asStep = (kind: string): (typeof stepKeys)[number] => stepKeys.find((each) => each === kind) ?? 'NOTED';

export const onHand = 1;

export const GateNav = () => null;

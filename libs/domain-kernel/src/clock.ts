/** Tells the time; the domain gets it as an argument so that tests and simulation own it. */
export type Clock = () => Date;

/** The clock of this machine. */
export const systemClock: Clock = () => new Date();

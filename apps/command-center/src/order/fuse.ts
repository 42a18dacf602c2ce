/** What the fuse bar tells of a stop that is under way, or has just been answered. */
export interface FuseStop {
  readonly id: string;
  readonly scope: string;
  readonly state: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly dueAt: string;
  readonly answeredAt?: string | null;
  readonly declineReason?: string | null;
}

interface FusePart {
  readonly id: string;
  readonly warehouse: string;
  readonly stop?: {
    readonly proposalId: string;
    readonly state: string;
    readonly askedAt?: string | null;
    readonly answeredAt?: string | null;
    readonly reason: string;
  } | null;
}

export interface Hop {
  readonly key: string;
  readonly role: 'hub' | 'warehouse' | 'channel';
  readonly name: string | undefined;
  readonly state: 'done' | 'waiting' | 'ahead' | 'refused';
  readonly at: string | undefined;
}

/** How long the answer stays in sight after it came. */
const shownAfterMs = 90_000;

/** The stop to show: the open one, or one whose answer has just come. */
export const liveStop = <Stop extends FuseStop>(stops: readonly Stop[], now: number): Stop | undefined =>
  stops.find((stop) => stop.state === 'PROPOSED') ??
  stops.find((stop) => stop.answeredAt != null && now - Date.parse(stop.answeredAt) < shownAfterMs);

/** Hub, each warehouse, channel: who has acknowledged the command, and when. The channel hears of it only after a confirmed stop (C-17). */
export const hopsOf = (stop: FuseStop, parts: readonly FusePart[], agreedAt: string | undefined): readonly Hop[] => {
  const asked = parts.filter((part) => part.stop?.proposalId === stop.id);
  const warehouses = asked.map((part): Hop => {
    const told = part.stop;
    const state = told?.state === 'STOPPED' ? 'done' : told?.state === 'DECLINED' ? 'refused' : 'waiting';
    return { key: part.id, role: 'warehouse', name: part.warehouse, state, at: told?.answeredAt ?? undefined };
  });
  const none: Hop = { key: 'warehouse', role: 'warehouse', name: undefined, state: warehouseState(stop), at: stop.answeredAt ?? undefined };
  return [
    { key: 'hub', role: 'hub', name: undefined, state: 'done', at: stop.proposedAt },
    ...(warehouses.length > 0 ? warehouses : [none]),
    { key: 'channel', role: 'channel', name: undefined, ...channelHop(stop, agreedAt) },
  ];
};

const warehouseState = (stop: FuseStop): Hop['state'] =>
  stop.state === 'CONFIRMED' ? 'done' : stop.state === 'DECLINED' ? 'refused' : 'waiting';

const channelHop = (stop: FuseStop, agreedAt: string | undefined): Pick<Hop, 'state' | 'at'> => {
  if (stop.state !== 'CONFIRMED') return { state: 'ahead', at: undefined };
  return agreedAt === undefined ? { state: 'waiting', at: undefined } : { state: 'done', at: agreedAt };
};

/** 1 when the command was given, 0 at its deadline. */
export const burntDown = (stop: FuseStop, now: number): number => {
  const begun = Date.parse(stop.proposedAt);
  const whole = Date.parse(stop.dueAt) - begun;
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, 1 - (now - begun) / whole));
};

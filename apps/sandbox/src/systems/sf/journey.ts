import type { Random } from '../../core/system.ts';
import { readAddress } from '../amap/read-address.ts';
import type { Stop } from './book.ts';

export interface Ends {
  readonly from: { readonly province: string; readonly city: string };
  readonly to: { readonly province: string; readonly city: string };
}

export interface JourneySettings {
  /** Outside hours from the gate to the door for a journey of middle length. */
  readonly usualHours: number;
  readonly failShare: number;
}

const hour = 3_600_000;
const kilometresPerDegree = 104;
const middleKilometres = 900;
const viaHubKilometres = 700;

const hubs = [
  { city: '武汉', longitude: 114.31, latitude: 30.59 },
  { city: '郑州', longitude: 113.62, latitude: 34.75 },
  { city: '广州', longitude: 113.26, latitude: 23.13 },
  { city: '杭州', longitude: 120.21, latitude: 30.25 },
  { city: '西安', longitude: 108.94, latitude: 34.34 },
] as const;

interface Spot {
  readonly longitude: number;
  readonly latitude: number;
}

/** The nodes that a parcel will pass, each with its wait after the one before (outside milliseconds). */
export function planJourney(ends: Ends, random: Random, settings: JourneySettings): Stop[] {
  const from = readAddress(ends.from.province + ends.from.city);
  const to = readAddress(ends.to.province + ends.to.city);
  const kilometres = from && to ? distance(from, to) : middleKilometres;
  const total = settings.usualHours * (0.55 + 0.45 * Math.min(2, kilometres / middleKilometres)) * (0.9 + random.next() * 0.2);
  const origin = cityOf(ends.from);
  const goal = cityOf(ends.to);
  const hub = from && to && kilometres > viaHubKilometres ? hubBetween(from, to, [origin, goal]) : undefined;

  const nodes: (readonly [share: number, opCode: string, place: string, remark: string])[] = [
    [0.02, random.chance(0.2) ? '54' : '50', origin, '顺丰速运 已收取快件'],
    [0.08, '30', origin, `快件在【${origin}集散中心】完成分拣，准备发出`],
    [0.1, '36', origin, `快件在【${origin}集散中心】已装车，离开`],
  ];
  if (hub !== undefined) {
    nodes.push([0.45, '31', hub, `快件到达【${hub}枢纽中心】`], [0.5, '36', hub, `快件离开【${hub}枢纽中心】`]);
  }
  nodes.push(
    [0.78, '31', goal, `快件到达【${goal}集散中心】`],
    [0.84, '30', goal, `快件在【${goal}集散中心】完成分拣，发往营业点`],
    [0.93, '204', goal, '快件已交给派送员，正在派送途中'],
  );
  const stops = withWaits(nodes, total * hour);
  if (random.chance(settings.failShare)) {
    stops.push(
      stop('70', goal, '快件派送不成功，待再次派送', 3 * hour, { code: '15', name: '收方客户要求再次派送' }),
      stop('204', goal, '快件已交给派送员，正在派送途中', 15 * hour),
    );
  }
  stops.push(stop('80', goal, '快件已签收', Math.max(hour, total * 0.07 * hour)));
  return stops;
}

function withWaits(nodes: readonly (readonly [number, string, string, string])[], totalMs: number): Stop[] {
  let reached = 0;
  return nodes.map(([share, opCode, place, remark]) => {
    const waitMs = (share - reached) * totalMs;
    reached = share;
    return stop(opCode, place, remark, waitMs);
  });
}

const stop = (opCode: string, place: string, remark: string, waitMs: number, reason = { code: '', name: '' }): Stop => ({
  opCode,
  place,
  remark,
  waitMs: Math.round(waitMs),
  reasonCode: reason.code,
  reasonName: reason.name,
});

const cityOf = (place: { readonly province: string; readonly city: string }): string =>
  (/^(市辖区|县|)$/.test(place.city) ? place.province : place.city).replace(/市$/, '');

const distance = (from: Spot, to: Spot): number =>
  kilometresPerDegree * Math.hypot((from.longitude - to.longitude) * 0.87, from.latitude - to.latitude);

/** The hub that costs the smallest detour; none when the ends are hubs themselves. */
function hubBetween(from: Spot, to: Spot, ends: readonly string[]): string | undefined {
  const others = hubs.filter((hub) => !ends.includes(hub.city));
  const detour = (hub: Spot): number => distance(from, hub) + distance(hub, to);
  return others.reduce<(typeof hubs)[number] | undefined>((best, hub) => (best && detour(best) <= detour(hub) ? best : hub), undefined)
    ?.city;
}

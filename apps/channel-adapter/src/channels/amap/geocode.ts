import { OutboundUnavailable, type OutboundHttp } from '@orderloom/service-runtime';
import type { FoundPlace, MapService } from '../../application/locate-recipients.ts';
import type { Precision } from '../../domain/districts.ts';
import { listOf, parseLossless, textOf } from '../../domain/lossless-json.ts';

const BATCH = 10;

/** Amap's geocoder: ten addresses by one call, answers in GCJ-02 and in the order of the addresses. */
export function createAmap(deps: {
  readonly baseUrl: string;
  readonly key: string;
  readonly http: OutboundHttp;
  readonly now: () => Date;
}): MapService {
  return {
    batch: BATCH,
    geocode: async (addresses) => {
      const query = new URLSearchParams({
        key: deps.key,
        // A bar separates addresses, so none may contain one.
        address: addresses.map(({ address }) => address.replaceAll('|', ' ')).join('|'),
        batch: 'true',
        output: 'JSON',
      });
      const at = deps.now();
      const response = await deps.http.send({ method: 'GET', url: `${deps.baseUrl}/v3/geocode/geo?${query.toString()}` });
      const answer = readAnswer(response.body.toString('utf8'), response.status);
      const places = listOf(answer, 'geocodes');
      // Without one entry for each address nobody can tell whose place it is.
      if (places.length !== addresses.length && addresses.length > 1)
        throw new OutboundUnavailable('amap answered fewer places than asked', { sent: true });
      return {
        places: addresses.map((_address, index) => placeOf(places[index])),
        exchange: { operation: 'geocode/geo', request: Buffer.alloc(0), answer: response.body, at },
      };
    },
    close: () => deps.http.close(),
  };
}

function readAnswer(text: string, status: number): unknown {
  if (status !== 200) throw new OutboundUnavailable(`amap answered ${status}`, { sent: true });
  const answer = parseLossless(text);
  if (textOf(answer, 'status') !== '1') throw new OutboundUnavailable(`amap refused: ${textOf(answer, 'infocode')}`, { sent: true });
  return answer;
}

function placeOf(item: unknown): FoundPlace | undefined {
  const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(textOf(item, 'location'));
  if (match === null) return undefined;
  return { longitude: Number(match[1]), latitude: Number(match[2]), precision: precisionOf(textOf(item, 'level')) };
}

function precisionOf(level: string): Precision {
  if (/省|国家/.test(level)) return 'PROVINCE';
  if (level === '市') return 'CITY';
  if (/区县|开发区|单位级/.test(level)) return 'COUNTY';
  return /门牌|门址|兴趣点|楼栋|单元|住宅|公交|地铁/.test(level) ? 'BUILDING' : 'STREET';
}

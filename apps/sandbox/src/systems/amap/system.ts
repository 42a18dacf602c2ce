import { z } from 'zod';
import { DeedRefused } from '../../core/deed-refused.ts';
import { answerWithFaults } from '../../core/faults.ts';
import { json } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest, SandboxSystem } from '../../core/system.ts';
import { type ReadAddress, readAddress } from './read-address.ts';
import { forecast, live, type ToldWeather } from './weather.ts';

const problems = {
  '10001': 'INVALID_USER_KEY',
  '10002': 'SERVICE_NOT_AVAILABLE',
  '10003': 'DAILY_QUERY_OVER_LIMIT',
  '20000': 'INVALID_PARAMS',
} as const;

const problem = (infocode: keyof typeof problems): SandboxReply => json({ status: '0', info: problems[infocode], infocode });

const largestBatch = 10;
const toldWeather = z.object({ adcode: z.string(), weather: z.string(), temperature: z.int().optional() });

/** Amap web service: addresses to coordinates, and weather. Keeps no address: only how often it was asked. */
export function createAmap(context: SandboxContext): SandboxSystem {
  const asked = { geocode: 0, addresses: 0, unreadable: 0, weather: 0 };
  let told: readonly ToldWeather[] = [];

  const geocode = (request: SandboxRequest): SandboxReply => {
    const source = request.query.get('address') ?? '';
    const isBatch = request.query.get('batch') === 'true';
    const addresses = isBatch ? source.split('|') : [source];
    if (source === '' || addresses.length > largestBatch) return problem('20000');
    const read = addresses.map((address) => readAddress(address, request.query.get('city') ?? ''));
    asked.geocode += 1;
    asked.addresses += addresses.length;
    asked.unreadable += read.filter((found) => found === undefined).length;
    // In a batch the place in the list is the only key, so an unreadable address keeps its (empty) place.
    const geocodes = isBatch ? read.map((found) => geocodeOf(found)) : read.flatMap((found) => (found ? [geocodeOf(found)] : []));
    return json({ status: '1', info: 'OK', infocode: '10000', count: String(geocodes.length), geocodes });
  };

  const weather = (request: SandboxRequest): SandboxReply => {
    const adcode = request.query.get('city') ?? '';
    if (!/^\d{6}$/.test(adcode)) return problem('20000');
    asked.weather += 1;
    const answer =
      request.query.get('extensions') === 'all'
        ? { forecasts: forecast(adcode, Date.now(), told) }
        : { lives: live(adcode, Date.now(), told) };
    return json({ status: '1', count: '1', info: 'OK', infocode: '10000', ...answer });
  };

  const abilities: Readonly<Record<string, { readonly operation: string; readonly answer: (request: SandboxRequest) => SandboxReply }>> = {
    '/v3/geocode/geo': { operation: 'geocode', answer: geocode },
    '/v3/weather/weatherInfo': { operation: 'weather', answer: weather },
  };

  return {
    name: 'amap',
    mount: '/amap',
    async handle(request) {
      const ability = abilities[request.path];
      if (!ability) return problem('10002');
      if (request.query.get('key') !== context.world.amap.key) return problem('10001');
      const call = { system: 'amap', operation: ability.operation, key: request.query.get('city') ?? '' };
      return answerWithFaults(
        context,
        call,
        () => ability.answer(request),
        () => problem('10003'),
      );
    },
    state: () => ({ asked, told }),
    async command(deed, body) {
      if (deed !== 'weather') throw new DeedRefused(`amap does not know ${deed}`);
      const next = toldWeather.parse(body);
      told = [...told.filter((entry) => entry.adcode !== next.adcode), next];
      return next;
    },
    reset() {
      Object.assign(asked, { geocode: 0, addresses: 0, unreadable: 0, weather: 0 });
      told = [];
    },
  };
}

/** Amap writes an empty list where it has no text. */
const orEmptyList = (text: string): string | readonly [] => (text === '' ? [] : text);

function geocodeOf(found: ReadAddress | undefined): unknown {
  const nothing = { name: [], type: [] };
  if (!found) {
    return {
      formatted_address: [],
      country: [],
      province: [],
      citycode: [],
      city: [],
      district: [],
      township: [],
      neighborhood: nothing,
      building: nothing,
      adcode: [],
      street: [],
      number: [],
      location: [],
      level: [],
    };
  }
  const [, street, number] = /^(?:.*?(?:街道|镇|乡))?(.*?(?:路|街|大道|巷))?(\d+号)?/.exec(found.rest) ?? [];
  const city = found.city === found.province ? '' : found.city;
  return {
    formatted_address: found.province + city + found.district + found.rest,
    country: '中国',
    province: found.province,
    citycode: found.areaCode,
    city: orEmptyList(found.city),
    district: orEmptyList(found.district),
    township: [],
    neighborhood: nothing,
    building: nothing,
    adcode: found.adcode,
    street: orEmptyList(street ?? ''),
    number: orEmptyList(number ?? ''),
    location: `${found.longitude},${found.latitude}`,
    level: found.level,
  };
}

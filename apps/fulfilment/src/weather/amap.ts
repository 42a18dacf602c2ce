import type { OutboundHttp } from '@orderloom/service-runtime';
import type { Weather } from '../application/ports.ts';

const KEEP_MS = 30 * 60_000;
/** After a failure the next question waits: a dead weather service must not cost every parcel its patience. */
const KEEP_FAILURE_MS = 60_000;
const PATIENCE_MS = 120;

/** Hours that a word of the forecast adds. Everything else adds none. */
const delays: readonly (readonly [pattern: RegExp, hours: number])[] = [
  [/台风|飓风|热带风暴|龙卷风|特大暴雨/, 48],
  [/大暴雨|暴雪|强沙尘暴|冻雨/, 24],
  [/暴雨|大雪|沙尘暴|雨雪天气|强风|狂爆风/, 12],
];

/** No weather: the lane alone speaks. */
export const noWeather: Weather = { delayHours: () => Promise.resolve(0) };

/** Amap's forecast of the destination's city, remembered for half an hour. A late or failing answer adds nothing and holds nothing up. */
export function amapWeather(deps: {
  readonly http: OutboundHttp;
  readonly baseUrl: string;
  readonly key: string;
  readonly now: () => Date;
}): Weather {
  const known = new Map<string, { readonly hours: number; readonly until: number }>();
  const asked = new Map<string, Promise<number>>();

  const ask = async (city: string): Promise<number> => {
    try {
      const query = new URLSearchParams({ key: deps.key, city, extensions: 'all', output: 'JSON' });
      const response = await deps.http.send({ method: 'GET', url: `${deps.baseUrl}/v3/weather/weatherInfo?${query.toString()}` });
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      const hours = delayOf(JSON.parse(response.body.toString('utf8')));
      known.set(city, { hours, until: deps.now().getTime() + KEEP_MS });
      return hours;
    } catch {
      known.set(city, { hours: 0, until: deps.now().getTime() + KEEP_FAILURE_MS });
      return 0;
    } finally {
      asked.delete(city);
    }
  };

  return {
    delayHours: async (adcode) => {
      if (!/^\d{6}$/.test(adcode)) return 0;
      const city = `${adcode.slice(0, 4)}00`;
      const before = known.get(city);
      if (before !== undefined && before.until > deps.now().getTime()) return before.hours;
      const answer = asked.get(city) ?? ask(city);
      asked.set(city, answer);
      // An old word is better than waiting for a new one.
      return Promise.race([answer, pause(PATIENCE_MS).then(() => before?.hours ?? 0)]);
    },
  };
}

/** The worst of the days that are told, today and the next two. Throws when Amap refuses. */
export function delayOf(answer: unknown): number {
  const record = asRecord(answer);
  if (String(record['status']) !== '1') throw new Error('amap refuses');
  const forecasts = asList(record['forecasts']).flatMap((forecast) => asList(forecast['casts']).slice(0, 3));
  const words = [
    ...forecasts.flatMap((cast) => [cast['dayweather'], cast['nightweather']]),
    ...asList(record['lives']).map((live) => live['weather']),
  ].map(String);
  return Math.max(0, ...words.map((word) => delays.find(([pattern]) => pattern.test(word))?.[1] ?? 0));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function asList(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(asRecord) : [];
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

import { drawFor } from '../../core/random.ts';
import { beijingText } from '../beijing-time.ts';
import { centreOf } from './city-centres.ts';

/** Weather that somebody ordered for a place and everything inside it. */
export interface ToldWeather {
  /** Any district code; its trailing zeros cover what lies inside. */
  readonly adcode: string;
  readonly weather: string;
  readonly temperature?: number | undefined;
}

const kinds = ['晴', '晴', '晴', '多云', '多云', '多云', '阴', '阴', '小雨', '小雨', '中雨', '大雨', '雾', '霾'] as const;
const winds = ['东', '南', '西', '北', '东南', '西北', '东北', '西南'] as const;
const dayMs = 86_400_000;

interface Day {
  readonly weather: string;
  readonly high: number;
  readonly low: number;
  readonly wind: string;
  readonly power: string;
  readonly humidity: string;
}

export function live(adcode: string, now: number, told: readonly ToldWeather[]): readonly unknown[] {
  const place = placeOf(adcode);
  if (!place) return [];
  const day = dayAt(adcode, now, told);
  return [
    {
      ...place,
      weather: day.weather,
      temperature: String(day.high),
      winddirection: day.wind,
      windpower: day.power,
      humidity: day.humidity,
      reporttime: beijingText(now),
      temperature_float: `${day.high}.0`,
      humidity_float: `${day.humidity}.0`,
    },
  ];
}

export function forecast(adcode: string, now: number, told: readonly ToldWeather[]): readonly unknown[] {
  const place = placeOf(adcode);
  if (!place) return [];
  const casts = [0, 1, 2, 3].map((offset) => {
    const at = now + offset * dayMs;
    const day = dayAt(adcode, at, told);
    const date = beijingText(at).slice(0, 10);
    return {
      date,
      week: String(new Date(`${date}T00:00:00Z`).getUTCDay() || 7),
      dayweather: day.weather,
      nightweather: day.weather,
      daytemp: String(day.high),
      nighttemp: String(day.low),
      daywind: day.wind,
      nightwind: day.wind,
      daypower: day.power,
      nightpower: day.power,
    };
  });
  return [{ ...place, reporttime: beijingText(now), casts }];
}

const placeOf = (adcode: string): { readonly province: string; readonly city: string; readonly adcode: string } | undefined => {
  const near = centreOf(adcode);
  const capital = centreOf(`${adcode.slice(0, 2)}0000`);
  return near && capital && { province: capital.centre.name, city: near.centre.name, adcode };
};

function dayAt(adcode: string, at: number, told: readonly ToldWeather[]): Day {
  const date = beijingText(at).slice(0, 10);
  const draw = (what: string): number => drawFor(`${adcode.slice(0, 4)}|${date}|${what}`);
  const ordered = told.find((entry) => adcode.startsWith(entry.adcode.replace(/(00)+$/, '')));
  const latitude = centreOf(adcode)?.centre.latitude ?? 30;
  const season = Math.cos(((Number(date.slice(5, 7)) - 7) / 12) * 2 * Math.PI);
  const high =
    ordered?.temperature ?? Math.round(32 - (latitude - 20) * 0.6 + (season - 1) * (5 + (latitude - 20) * 0.35) + draw('t') * 6 - 3);
  return {
    weather: ordered?.weather ?? kinds[Math.floor(draw('w') * kinds.length)] ?? '晴',
    high,
    low: high - 4 - Math.floor(draw('l') * 5),
    wind: winds[Math.floor(draw('d') * winds.length)] ?? '东',
    power: draw('p') < 0.8 ? '≤3' : '4',
    humidity: String(35 + Math.floor(draw('h') * 55)),
  };
}

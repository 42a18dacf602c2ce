import { describe, expect, it } from 'vitest';
import { amapWeather, delayOf } from './amap.ts';

const cast = (dayweather: string) => ({ status: '1', forecasts: [{ casts: [{ dayweather, nightweather: '晴' }] }] });

describe('weather', () => {
  it.each([
    ['晴', 0],
    ['小雨', 0],
    ['暴雨', 12],
    ['大暴雨', 24],
    ['暴雪', 24],
    ['台风', 48],
  ])('adds for %s %i hours', (word, hours) => {
    expect(delayOf(cast(word))).toBe(hours);
  });

  it('never throws, never blocks, and asks once for a city', async () => {
    let calls = 0;
    const weather = amapWeather({
      http: { send: () => ((calls += 1), new Promise(() => undefined)), close: () => Promise.resolve() },
      baseUrl: 'http://nowhere',
      key: 'k',
      now: () => new Date(),
    });
    expect(await Promise.all([weather.delayHours('330106'), weather.delayHours('330102'), weather.delayHours('')])).toEqual([0, 0, 0]);
    expect(calls).toBe(1);
  });

  it('takes a refusal as calm', async () => {
    const weather = amapWeather({
      http: {
        send: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from('{"status":"0","info":"INVALID_USER_KEY"}') }),
        close: () => Promise.resolve(),
      },
      baseUrl: 'http://nowhere',
      key: 'k',
      now: () => new Date(),
    });
    expect(await weather.delayHours('330106')).toBe(0);
  });
});

import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { root } from './paths.ts';
import { Problem, reasonOf } from './problem.ts';

export interface StartOptions {
  readonly help: boolean;
  readonly portOffset: number;
  readonly dataDir: string;
  readonly sandbox: boolean;
  readonly commandCenter: boolean;
  readonly demoDay: { readonly speed: number; readonly seed: string; readonly rate: number };
  readonly reset: boolean;
}

export const helpText = `Orderloom: everything on this machine, by one command.

  npm start -- [options]

  --port-offset N      add N to every port (0)
  --data DIR           folder of databases, messages, logs and keys (.data)
  --no-sandbox         without the simulated outside world: give real addresses in DIR/deployment.json
  --no-command-center  without the screens
  --speed N            how many times faster than life the sandbox's day passes (60)
  --seed TEXT          which day it is: the same seed plays the same day (demo)
  --rate N             orders a minute on the day's average; 0 leaves the sandbox still (20)
  --reset              erase DIR first; nothing else ever erases it
  --help               this text

Environment variables that point at what you run yourself:
  DATABASE_URL_BASE    postgres://user:password@host:port; one database per service is made there
  DATABASE_URL_<APP>   one service's database, for example DATABASE_URL_CHANNEL_ADAPTER
  NATS_URL             nats://host:port, JetStream on
  NATS_SERVER_BIN      a nats-server of 2.12 or newer
`;

export function parseStartOptions(args: readonly string[]): StartOptions {
  const { values } = readArguments(args);
  return {
    help: values.help,
    portOffset: wholeNumber('--port-offset', values['port-offset'], { least: 0, most: 50_000 }),
    dataDir: resolve(root, values.data),
    sandbox: !values['no-sandbox'],
    commandCenter: !values['no-command-center'],
    demoDay: {
      speed: wholeNumber('--speed', values.speed, { least: 1, most: 100_000 }),
      seed: values.seed,
      rate: wholeNumber('--rate', values.rate, { least: 0, most: 100_000 }),
    },
    reset: values.reset,
  };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        'port-offset': { type: 'string', default: '0' },
        data: { type: 'string', default: '.data' },
        'no-sandbox': { type: 'boolean', default: false },
        'no-command-center': { type: 'boolean', default: false },
        speed: { type: 'string', default: '60' },
        seed: { type: 'string', default: 'demo' },
        rate: { type: 'string', default: '20' },
        reset: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Problem({ what: 'an option was not understood', why: reasonOf(error), remedy: 'see `npm start -- --help`', cause: error });
  }
}

function wholeNumber(name: string, text: string, range: { readonly least: number; readonly most: number }): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < range.least || value > range.most) {
    throw new Problem({
      what: `${name} ${text} is not possible`,
      why: `it takes a whole number from ${range.least} to ${range.most}`,
      remedy: 'see `npm start -- --help`',
    });
  }
  return value;
}

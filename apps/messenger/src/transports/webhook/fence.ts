import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export type FenceReason = 'UNREADABLE' | 'TOO_LONG' | 'NOT_HTTPS' | 'CREDENTIALS' | 'NAME_UNKNOWN' | 'NOT_PUBLIC';

/** The hub does not send there. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
  readonly reason: FenceReason;

  constructor(reason: FenceReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Asks for all addresses of a name. Throws when there are none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export interface Fence {
  /** The url, when its form is one that the hub sends to. Throws Fenced. */
  read(url: string): URL;
  /** The one address to connect to; it was checked, and nobody is asked for it again. Throws Fenced. */
  addressOf(url: URL): Promise<string>;
}

const LONGEST_URL = 2_000;

/** Ports that https is served on; a URL leaves out its scheme's own. Others are mail, databases and the like that must not be talked to. */
const PORTS: ReadonlySet<string> = new Set(['', '8443']);

/**
 * Keeps the hub from being used to reach what only it can reach (SSRF). `allowed` are addresses such as `http://10.0.0.7:8080/hooks/`
 * that a deployment opens by name, with all below their path; it is empty by default.
 */
export function createFence(options: {
  readonly allowed: readonly string[];
  readonly resolve?: Resolve;
  readonly resolveAllowed?: Resolve;
}): Fence {
  const opened = options.allowed.map((address) => new URL(address));
  // A connection knows no path: a url that was read has been judged by it.
  const origins = new Set(opened.map(({ origin }) => origin));
  const isOpened = (url: URL): boolean => opened.some((one) => one.origin === url.origin && isBelow(one.pathname, url.pathname));
  const resolve = options.resolve ?? resolveByDns;
  const resolveAllowed = options.resolveAllowed ?? resolveBySystem;
  return {
    read: (text) => {
      if (text.length > LONGEST_URL) throw new Fenced('TOO_LONG', `An address has at most ${LONGEST_URL} characters.`);
      const url = URL.parse(text);
      if (url === null || url.hostname === '') throw new Fenced('UNREADABLE', 'This is not an address.');
      if (url.username !== '' || url.password !== '') throw new Fenced('CREDENTIALS', 'An address holds no user and no password.');
      if (isOpened(url)) return url;
      // An origin that is opened below a path only stays shut elsewhere: its connections would be let through.
      if (origins.has(url.origin)) throw new Fenced('NOT_PUBLIC', 'This address is not one of those that the deployment opens.');
      if (url.protocol !== 'https:') throw new Fenced('NOT_HTTPS', 'Webhooks go over https only.');
      if (!PORTS.has(url.port)) throw new Fenced('NOT_HTTPS', 'Webhooks go to port 443 or 8443.');
      // What a URL normalised (octal, hexadecimal and short forms became dotted) is judged before anybody saves it.
      const literal = literalOf(url);
      if (literal !== undefined) requirePublic(literal);
      return url;
    },
    addressOf: async (url) => {
      const literal = literalOf(url);
      if (origins.has(url.origin)) return literal ?? first(await resolveAllowed(url.hostname).catch(unknownName));
      if (literal !== undefined) return requirePublic(literal);
      const addresses = await resolve(url.hostname).catch(unknownName);
      // One inner address among outer ones is a trap, not a mistake.
      for (const address of addresses) requirePublic(address);
      return first(addresses);
    },
  };
}

/** Whether a path is the opened one or below it. Doubly read paths (%2e, %2f) could lead out again, so they are not below. */
function isBelow(opened: string, path: string): boolean {
  if (opened === '/') return true;
  const folder = opened.endsWith('/') ? opened : `${opened}/`;
  return path === opened || (path.startsWith(folder) && !/%(2e|2f|5c)/i.test(path));
}

function literalOf(url: URL): string | undefined {
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? undefined : bare;
}

function requirePublic(address: string): string {
  if (!isPublicAddress(address)) throw new Fenced('NOT_PUBLIC', 'This address is not one of the open internet.');
  return address;
}

function first(addresses: readonly string[]): string {
  const [address] = addresses;
  if (address === undefined) throw new Fenced('NAME_UNKNOWN', 'This name has no address.');
  return address;
}

function unknownName(): never {
  throw new Fenced('NAME_UNKNOWN', 'This name has no address.');
}

/** Without the system's resolver: that one reads the hosts file and search domains, and a slow name would hold its few threads. */
async function resolveByDns(name: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

async function resolveBySystem(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

import ipaddr from 'ipaddr.js';

/** The only space of IPv6 from which addresses of the open internet are given out. */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Public by their number, but answered by the machine's own cloud: Azure's host gives its agents keys and settings there. */
const CLOUD_HOSTS: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an address belongs to the open internet. Everything with a special meaning is refused: loopback, private, link-local
 * (and with it the metadata of clouds), CGNAT, ULA, multicast, and the forms of IPv6 that carry an IPv4 address within.
 */
export function isPublicAddress(text: string): boolean {
  // Strict: what the system's own resolver would read as octal or decimal is no address here.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return !CLOUD_HOSTS.has(text) && ipaddr.IPv4.parse(text).range() === 'unicast';
  if (!ipaddr.IPv6.isValid(text) || text.includes('%')) return false;
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) return false;
  return address.range() === 'unicast' && address.match(GLOBAL_V6);
}

import type { IncomingHttpHeaders } from 'node:http';
import { CrossSiteRefused } from '../domain/account-errors.ts';

/**
 * Refuses what a page of another site sends with our cookie. Browsers tell where a request comes from and pages cannot forge it; a
 * program that is no browser sends neither header and has no cookie to abuse.
 */
export function requireSameSite(headers: IncomingHttpHeaders): void {
  const { origin } = headers;
  if (origin !== undefined && hostOf(origin) !== shownHost(headers)) throw refused();
  const site = headers['sec-fetch-site'];
  // Another port of this host is another origin of the same site: then Origin above has decided.
  if (site === 'cross-site' || (site === 'same-site' && origin === undefined)) throw refused();
}

// The command center's server passes the browser's requests on and names the host that the browser saw. A page of another site cannot
// set this header without a preflight, which nothing here answers.
function shownHost(headers: IncomingHttpHeaders): string | undefined {
  const forwarded = headers['x-forwarded-host'];
  return typeof forwarded === 'string' ? forwarded : headers.host;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function refused(): CrossSiteRefused {
  return new CrossSiteRefused('This request came from another site.');
}

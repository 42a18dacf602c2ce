import { NextResponse } from 'next/server';
import type { NextRequest } from 'next/server';

/** Tells the server's pages where they are, so that signing in can lead back there. */
export const proxy = (request: NextRequest): NextResponse => {
  const place = request.nextUrl.pathname + request.nextUrl.search;
  if (!request.cookies.has('hub_session') && request.nextUrl.pathname !== '/sign-in') {
    const door = request.nextUrl.clone();
    door.pathname = '/sign-in';
    door.search = place === '/' ? '' : `?next=${encodeURIComponent(place)}`;
    return NextResponse.redirect(door);
  }
  const headers = new Headers(request.headers);
  headers.set('x-hub-place', place);
  return NextResponse.next({ request: { headers } });
};

export const config = {
  matcher: ['/((?!_next/|graphql|live|auth/|accounts(?:$|/)|exports/|imports(?:$|/)|readyz|p/|card/|sandbox/|icon.svg).*)'],
};

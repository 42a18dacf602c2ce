/** A deed of /control/systems/{name}/{deed} that makes no sense now: unknown, or about something that is not there. */
export class DeedRefused extends Error {}

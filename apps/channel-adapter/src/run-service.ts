// Read late by `main.ts`; the fence forbids a library to be imported both at once and later in one app.
export { runService } from '@orderloom/service-runtime';

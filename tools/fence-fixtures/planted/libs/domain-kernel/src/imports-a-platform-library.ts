// breaks: eslint @nx/enforce-module-boundaries
import { Outbox } from '@orderloom/outbox';

export const outbox: unknown = Outbox;

// breaks: eslint no-restricted-imports
import { sign } from '@orderloom/channel-adapter';

export const check: unknown = sign;

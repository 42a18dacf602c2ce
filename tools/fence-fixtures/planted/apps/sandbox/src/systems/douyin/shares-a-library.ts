// breaks: dependency-cruiser sandbox-shares-no-code
import { outbox } from '../../../../../libs/outbox/src/index.ts';

export const shared = outbox;

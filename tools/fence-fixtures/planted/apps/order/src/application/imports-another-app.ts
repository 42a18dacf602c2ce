// breaks: eslint no-restricted-imports
import { onHand } from '@orderloom/inventory';

export const stock: unknown = onHand;

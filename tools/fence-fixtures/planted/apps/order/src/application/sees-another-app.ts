// breaks: dependency-cruiser no-app-sees-another-app
import { onHand } from '../../../inventory/src/domain/stock.ts';

export const stock = onHand;

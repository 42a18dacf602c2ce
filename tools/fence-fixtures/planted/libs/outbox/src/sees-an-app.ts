// breaks: dependency-cruiser libraries-do-not-see-apps-or-tools
import { onHand } from '../../../apps/inventory/src/domain/stock.ts';

export const stock = onHand;

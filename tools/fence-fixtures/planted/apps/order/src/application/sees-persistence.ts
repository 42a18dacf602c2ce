// breaks: dependency-cruiser application-sees-domain-and-ports
import { saveOrder } from '../persistence/order-repository.ts';

export const save = saveOrder;

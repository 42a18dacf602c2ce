// breaks: dependency-cruiser domain-sees-only-the-kernel
import { saveOrder } from '../persistence/order-repository.ts';

export const save = saveOrder;

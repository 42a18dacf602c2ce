// breaks: dependency-cruiser domain-sees-only-the-kernel
import { randomUUID } from 'node:crypto';

export const id = randomUUID();

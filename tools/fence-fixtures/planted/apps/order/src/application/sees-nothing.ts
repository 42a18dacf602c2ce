// breaks: dependency-cruiser nothing-unresolvable
import { lost } from './was-never-there.ts';

export const found: unknown = lost;

// breaks: dependency-cruiser no-tools-in-production
import { root } from '../../../../../../start/paths.ts';

export const here = root;

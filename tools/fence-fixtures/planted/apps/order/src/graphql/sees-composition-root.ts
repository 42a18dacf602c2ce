// breaks: dependency-cruiser only-main-sees-the-composition-root
import { compose } from '../composition-root.ts';

export const all = compose;

// breaks: dependency-cruiser no-app-sees-another-app
import { check } from '../../../../sandbox/src/systems/douyin/borrows-the-adapters-signature.ts';

export const borrowed = check;

// breaks: dependency-cruiser sandbox-shares-no-code
import { fen } from '@orderloom/domain-kernel';

export const price: unknown = fen;

// breaks: dependency-cruiser persistence-is-called-not-calling
import { serve } from '../rpc/server.ts';

export const store = serve;

// breaks: dependency-cruiser messaging-calls-application
import { serve } from '../rpc/server.ts';

export const react = serve;

// breaks: dependency-cruiser graphql-calls-application
import { outgoing } from '../messaging/outgoing.ts';

export const tell = outgoing;

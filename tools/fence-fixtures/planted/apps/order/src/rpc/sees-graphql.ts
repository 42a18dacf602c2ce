// breaks: dependency-cruiser rpc-calls-application
import { place } from '../graphql/place.ts';

export const answer = place;

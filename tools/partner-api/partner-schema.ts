import { readFileSync } from 'node:fs';
import federation from '@apollo/federation-internals';
import { partnerScopes } from '@orderloom/contracts';
import type { PartnerMarks } from '@orderloom/subgraph';
import { buildSchema, printSchema, type GraphQLSchema } from 'graphql';
import { readPartnerFields } from '../../apps/gateway/src/federation/partner-fields.ts';
import { partnerSchemas } from '../../apps/gateway/src/federation/partner-schema.ts';
import { supergraphFile } from '../compose-supergraph/compose.ts';
import { partnerFieldsFile } from '../compose-supergraph/partner-fields.ts';
import { pathToFileURL } from 'node:url';

export interface PartnerApi {
  /** What a key with all scopes may ask, by the gateway's own narrowing. */
  readonly schema: GraphQLSchema;
  readonly marks: PartnerMarks;
}

/** The API of partners, out of the committed supergraph and marks. */
export function readPartnerApi(): PartnerApi {
  const graph = federation.Supergraph.build(readFileSync(supergraphFile, 'utf8'), { supportedFeatures: null, validateSupergraph: false });
  // Through text, so that every type is made by the one copy of graphql that this tool uses.
  const whole = buildSchema(printSchema(graph.apiSchema().toGraphQLJSSchema()));
  const marks = readPartnerFields(pathToFileURL(partnerFieldsFile));
  return { schema: partnerSchemas(whole, marks)(Object.keys(partnerScopes)), marks };
}

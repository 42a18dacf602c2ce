import { Kind, type DocumentNode } from 'graphql';
import { BigIntText, DateTime } from './scalars.ts';

/** Resolvers of the types that every subgraph spells alike, for those that this one declares. */
export function sharedResolvers(typeDefs: DocumentNode): Readonly<Record<string, unknown>> {
  const declared = new Set(
    typeDefs.definitions.flatMap((definition) =>
      definition.kind === Kind.SCALAR_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [definition.name.value] : [],
    ),
  );
  return {
    ...(declared.has('DateTime') ? { DateTime } : {}),
    ...(declared.has('BigIntText') ? { BigIntText } : {}),
    ...(declared.has('Money') ? { Money: { minor: (money: { readonly minor: bigint | string }) => money.minor.toString() } } : {}),
  };
}

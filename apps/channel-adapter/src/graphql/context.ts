import { hasRole, type SubgraphContext } from '@orderloom/subgraph';
import type { OpenDeps } from '../application/open-recipients.ts';
import type { ReplayDeps } from '../application/replay-quarantine.ts';
import type { ChannelQueries } from '../persistence/channel-queries.ts';

export interface Abilities {
  readonly queries: ChannelQueries;
  readonly replay: ReplayDeps;
  readonly open: OpenDeps;
}

export type ChannelContext = SubgraphContext<Abilities>;

interface ChannelNotAllowed {
  readonly __typename: 'ChannelNotAllowed';
  readonly code: 'NOT_ALLOWED';
  readonly message: string;
}

/** The refusal that every deed here may answer with; undefined when the viewer has one of the roles. */
export function refusalFor(context: ChannelContext, ...roles: readonly string[]): ChannelNotAllowed | undefined {
  if (hasRole(context.viewer, ...roles)) return undefined;
  return { __typename: 'ChannelNotAllowed', code: 'NOT_ALLOWED', message: `This needs one of the roles ${roles.join(', ')}.` };
}

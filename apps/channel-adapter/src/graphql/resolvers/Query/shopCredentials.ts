import { requireRole } from '@orderloom/subgraph';
import type { ChannelContext } from '../../context.ts';
import { shownCredentials } from '../../shown-credentials.ts';

export async function shopCredentials(_root: unknown, _args: unknown, context: ChannelContext): Promise<readonly object[]> {
  requireRole(context.viewer, 'admin');
  return (await context.secrets.secrets.read()).map(shownCredentials);
}

import { requireRole } from '@orderloom/subgraph';
import type { ChannelContext } from '../../context.ts';
import { shownCredentials } from '../../shown-credentials.ts';

export async function shopCredentials(_root: unknown, _args: unknown, context: ChannelContext): Promise<readonly object[]> {
  requireRole(context.viewer, 'admin');
  const stored = await context.secrets.secrets.read();
  // A shop without a platform has nothing to keep secret.
  return stored.filter(({ credentials }) => Object.keys(credentials).length > 0).map(shownCredentials);
}

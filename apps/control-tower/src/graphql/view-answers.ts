import { hasRole } from '@orderloom/subgraph';
import { v7 as uuidv7 } from 'uuid';
import { ViewRefused, type Person, type SavedView, type ViewDeps } from '../application/saved-views.ts';
import { viewStore } from '../persistence/saved-views.ts';
import type { TowerContext } from './context.ts';

const refusalTypes = {
  VIEW_NOT_FOUND: 'ViewNotFound',
  VIEW_CHANGED: 'ViewChanged',
  VIEW_NAME_TAKEN: 'ViewNameTaken',
  VIEW_REFUSED: 'ViewRefused',
  NOT_ALLOWED: 'TowerNotAllowed',
} as const;

export function viewDeps(context: TowerContext): ViewDeps {
  return { views: viewStore(context.pool), now: context.now, newId: uuidv7 };
}

export function personOf(context: TowerContext): Person {
  return { account: context.viewer.account, maySetForAll: hasRole(context.viewer, 'operations') };
}

export function shownView(view: SavedView, context: TowerContext) {
  return { ...view, mine: view.owner === context.viewer.account };
}

/** A refusal as a member of the mutation's union; everything else is thrown on. */
export function viewRefusal(error: unknown, context: TowerContext) {
  if (!(error instanceof ViewRefused)) throw error;
  return {
    __typename: refusalTypes[error.code],
    code: error.code,
    message: error.message,
    ...(error.view === undefined ? {} : { view: shownView(error.view, context) }),
  };
}

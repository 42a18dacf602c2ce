import { DomainError } from '@orderloom/domain-kernel';

export interface SavedView {
  readonly id: string;
  readonly place: string;
  readonly name: string;
  readonly shared: boolean;
  readonly owner: string;
  readonly query: string;
  readonly columns: readonly string[];
  readonly sort: string | null;
  readonly version: number;
  readonly updatedAt: Date;
}

export interface ViewWish {
  readonly id?: string;
  readonly version?: number;
  readonly place: string;
  readonly name: string;
  readonly shared: boolean;
  readonly query: string;
  readonly columns: readonly string[];
  readonly sort: string | null;
}

export interface Person {
  readonly account: string;
  /** Whether the account may change what others share. */
  readonly maySetForAll: boolean;
}

type RefusalCode = 'VIEW_NOT_FOUND' | 'VIEW_CHANGED' | 'VIEW_NAME_TAKEN' | 'VIEW_REFUSED' | 'NOT_ALLOWED';

export class ViewRefused extends DomainError {
  readonly code: RefusalCode;
  readonly view: SavedView | undefined;

  constructor(code: RefusalCode, message: string, view?: SavedView) {
    super(message);
    this.code = code;
    this.view = view;
  }
}

/** Where views are kept. */
export interface ViewStore {
  read(id: string, which: 'KEPT' | 'TAKEN_AWAY'): Promise<SavedView | undefined>;
  countOf(owner: string): Promise<number>;
  insert(view: SavedView): Promise<'DONE' | 'NAME_TAKEN'>;
  /** Changes the view where its version is still this one. */
  replace(view: SavedView, version: number): Promise<'DONE' | 'NAME_TAKEN' | 'CHANGED'>;
  takeAway(id: string, version: number, now: Date): Promise<'DONE' | 'CHANGED'>;
  bringBack(id: string, now: Date): Promise<'DONE' | 'NAME_TAKEN'>;
}

const MOST_VIEWS = 200;
const LONGEST = { name: 60, query: 4_000, columns: 60 };

export interface ViewDeps {
  readonly views: ViewStore;
  readonly now: Date;
  readonly newId: () => string;
}

/** Keeps a view; answers also with how it was before, for the undo. */
export async function saveView(
  deps: ViewDeps,
  wish: ViewWish,
  person: Person,
): Promise<{ readonly view: SavedView; readonly previous: SavedView | undefined }> {
  const name = wish.name.trim();
  if (name === '' || name.length > LONGEST.name || wish.query.length > LONGEST.query || wish.columns.length > LONGEST.columns) {
    throw new ViewRefused('VIEW_REFUSED', `A name has 1 to ${LONGEST.name} characters, a query at most ${LONGEST.query}.`);
  }
  const before = wish.id === undefined ? undefined : await visible(deps, wish.id, person);
  const view: SavedView = {
    id: before?.id ?? deps.newId(),
    place: before?.place ?? wish.place,
    name,
    shared: wish.shared,
    owner: before?.owner ?? person.account,
    query: wish.query,
    columns: wish.columns,
    sort: wish.sort,
    version: (before?.version ?? 0) + 1,
    updatedAt: deps.now,
  };
  if (before === undefined && (await deps.views.countOf(person.account)) >= MOST_VIEWS) {
    throw new ViewRefused('VIEW_REFUSED', `An account keeps at most ${MOST_VIEWS} views.`);
  }
  const done = before === undefined ? await deps.views.insert(view) : await deps.views.replace(view, wish.version ?? before.version);
  if (done === 'NAME_TAKEN') throw new ViewRefused('VIEW_NAME_TAKEN', 'Another view has this name.');
  if (done === 'CHANGED') throw await changed(deps, view.id);
  return { view, previous: before };
}

export async function deleteView(deps: ViewDeps, wish: { readonly id: string; readonly version: number }, person: Person): Promise<string> {
  const view = await visible(deps, wish.id, person);
  if ((await deps.views.takeAway(view.id, wish.version, deps.now)) === 'CHANGED') throw await changed(deps, view.id);
  return view.id;
}

export async function restoreView(deps: ViewDeps, id: string, person: Person): Promise<SavedView> {
  const view = await deps.views.read(id, 'TAKEN_AWAY');
  if (view === undefined || (view.owner !== person.account && !view.shared)) throw missing();
  requireSay(view, person);
  if ((await deps.views.bringBack(id, deps.now)) === 'NAME_TAKEN') throw new ViewRefused('VIEW_NAME_TAKEN', 'Another view has this name.');
  return { ...view, version: view.version + 1, updatedAt: deps.now };
}

async function visible(deps: ViewDeps, id: string, person: Person): Promise<SavedView> {
  const view = await deps.views.read(id, 'KEPT');
  if (view === undefined || (view.owner !== person.account && !view.shared)) throw missing();
  requireSay(view, person);
  return view;
}

/** A shared view is changed by who made it, or by who may set what all see. */
function requireSay(view: SavedView, person: Person): void {
  if (view.owner !== person.account && !person.maySetForAll) {
    throw new ViewRefused('NOT_ALLOWED', 'Only its owner and operations may change a shared view.');
  }
}

async function changed(deps: ViewDeps, id: string): Promise<ViewRefused> {
  const view = await deps.views.read(id, 'KEPT');
  return view === undefined ? missing() : new ViewRefused('VIEW_CHANGED', 'Somebody changed the view meanwhile.', view);
}

function missing(): ViewRefused {
  return new ViewRefused('VIEW_NOT_FOUND', 'There is no such view.');
}

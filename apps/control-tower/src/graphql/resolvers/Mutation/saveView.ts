import { saveView as save } from '../../../application/saved-views.ts';
import { isAbsent } from '../../absent.ts';
import type { TowerContext } from '../../context.ts';
import { personOf, shownView, viewDeps, viewRefusal } from '../../view-answers.ts';

interface SaveViewInput {
  readonly id?: string | null;
  readonly version?: number | null;
  readonly place?: string | null;
  readonly name: string;
  readonly shared?: boolean | null;
  readonly query: string;
  readonly columns?: readonly string[] | null;
  readonly sort?: string | null;
}

export async function saveView(_parent: unknown, { input }: { readonly input: SaveViewInput }, context: TowerContext) {
  const { id, version, ...rest } = input;
  const wish = {
    ...(isAbsent(id) ? {} : { id }),
    ...(isAbsent(version) ? {} : { version }),
    name: rest.name,
    query: rest.query,
    place: rest.place ?? 'orders',
    shared: rest.shared ?? false,
    columns: rest.columns ?? [],
    sort: rest.sort ?? null,
  };
  try {
    const { view, previous } = await save(viewDeps(context), wish, personOf(context));
    return {
      __typename: 'ViewSaved',
      view: shownView(view, context),
      previous: previous === undefined ? null : shownView(previous, context),
    };
  } catch (error) {
    return viewRefusal(error, context);
  }
}

import { messageById, type MessengerContext } from '../../context.ts';

export async function message(_parent: unknown, args: { readonly id: string }, context: MessengerContext) {
  return (await messageById(context).load(args.id)) ?? null;
}

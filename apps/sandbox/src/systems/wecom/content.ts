import { z } from 'zod';

/** Null when the message may be sent, else the errcode and why. */
export type ContentFault = { readonly errcode: number; readonly errmsg: string } | null;

const fault = (errmsg: string, errcode = 40058): ContentFault => ({ errcode, errmsg });

const list = z.array(z.record(z.string(), z.unknown()));
const titled = z.object({ title: z.string().optional(), desc: z.string().optional() });
const button = z.object({
  type: z.int().min(0).max(1).default(0),
  text: z.string().min(1),
  style: z.int().min(1).max(4).default(1),
  key: z.string().optional(),
  url: z.string().optional(),
});
const cardSchema = z.object({
  card_type: z.enum(['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction']),
  main_title: titled.optional(),
  sub_title_text: z.string().optional(),
  emphasis_content: titled.optional(),
  horizontal_content_list: list.max(6).optional(),
  jump_list: list.max(3).optional(),
  card_action: z.object({ type: z.int().min(0).max(2), url: z.string().optional(), appid: z.string().optional() }).optional(),
  card_image: z.object({ url: z.string() }).optional(),
  image_text_area: z.object({ title: z.string().optional() }).optional(),
  task_id: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[\w@-]+$/)
    .optional(),
  button_list: z.array(button).min(1).max(6).optional(),
  button_selection: z.object({ question_key: z.string() }).optional(),
  checkbox: z.object({ question_key: z.string() }).optional(),
  select_list: list.min(1).max(3).optional(),
  submit_button: z.object({ text: z.string().min(1), key: z.string().min(1) }).optional(),
});
export type Card = z.infer<typeof cardSchema>;

const mostKeyBytes = 1024;

/** The rules of the sheet for one card; task ids are checked by the app, which knows the others. */
export function readCard(source: unknown): Card | string {
  const read = cardSchema.safeParse(source);
  if (!read.success) return `template_card.${read.error.issues[0]?.path.join('.') ?? ''} invalid`;
  const card = read.data;
  const missing = missingPart(card);
  if (missing !== undefined) return missing;
  for (const one of card.button_list ?? []) {
    if (one.type === 0 && (one.key ?? '') === '') return 'template_card.button_list.key missing';
    if (one.type === 1 && (one.url ?? '') === '') return 'template_card.button_list.url missing';
    if (Buffer.byteLength(one.key ?? '') > mostKeyBytes) return 'template_card.button_list.key too long';
  }
  return card;
}

function missingPart(card: Card): string | undefined {
  const hasTitle = (card.main_title?.title ?? '') !== '';
  switch (card.card_type) {
    case 'text_notice':
      if (!hasTitle && (card.sub_title_text ?? '') === '') return 'template_card.main_title.title or sub_title_text missing';
      return missingAction(card);
    case 'news_notice':
      if (!hasTitle) return 'template_card.main_title.title missing';
      if (!card.card_image && !card.image_text_area) return 'template_card.card_image missing';
      return missingAction(card);
    case 'button_interaction':
      if (!hasTitle) return 'template_card.main_title.title missing';
      if (!card.button_list) return 'template_card.button_list missing';
      return card.task_id === undefined ? 'template_card.task_id missing' : undefined;
    case 'vote_interaction':
      if (!card.checkbox || !card.submit_button) return 'template_card.checkbox or submit_button missing';
      return card.task_id === undefined ? 'template_card.task_id missing' : undefined;
    case 'multiple_interaction':
      if (!card.select_list || !card.submit_button) return 'template_card.select_list or submit_button missing';
      return card.task_id === undefined ? 'template_card.task_id missing' : undefined;
  }
}

function missingAction(card: Card): string | undefined {
  if (!card.card_action || card.card_action.type === 0) return 'template_card.card_action missing';
  return card.card_action.type === 1 && (card.card_action.url ?? '') === '' ? 'template_card.card_action.url missing' : undefined;
}

export const isInteractive = (card: Card): boolean => card.card_type !== 'text_notice' && card.card_type !== 'news_notice';

export interface Limits {
  readonly textBytes: number;
  readonly markdownBytes: number;
}

const content = z.object({ content: z.string().min(1) });

/** Text and markdown; undefined for another type. */
export function checkPlain(msgtype: string, body: Readonly<Record<string, unknown>>, limits: Limits): ContentFault | undefined {
  const most = msgtype === 'text' ? limits.textBytes : msgtype === 'markdown' ? limits.markdownBytes : undefined;
  if (most === undefined) return undefined;
  const read = content.safeParse(body[msgtype]);
  if (!read.success) return fault(`${msgtype}.content missing`, 44004);
  return Buffer.byteLength(read.data.content) > most ? fault(`${msgtype}.content exceed max length`) : null;
}

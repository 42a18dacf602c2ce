import { isWebhookType, type WebhookType } from '@orderloom/contracts';
import {
  TooManyWebhookEndpoints,
  WebhookDeedNotAllowed,
  WebhookEventTypesRefused,
  WebhookOverlapRefused,
  WebhookTextRefused,
  WebhookUrlRefused,
} from '../../domain/webhooks/errors.ts';
import { once, ownEndpoint, type Asked } from './command.ts';
import type { Keeper, KeeperDeps } from './keeper-ports.ts';

const MOST_ENDPOINTS = 20;
const LONGEST_DESCRIPTION = 200;
const LONGEST_OVERLAP_H = 168;
const HOUR_MS = 3_600_000;

/** Which secret an answer tells: it is opened again for a repeated call, as long as it is still the endpoint's. */
export interface SecretTold {
  readonly endpointId: string;
  readonly secretVersion: number;
}

export async function createEndpoint(
  deps: KeeperDeps,
  asked: Asked<{
    readonly partnerId: string | undefined;
    readonly url: string;
    readonly eventTypes: readonly string[];
    readonly description: string;
  }>,
): Promise<SecretTold> {
  const { keeper, input } = asked;
  await refuseUrl(deps, keeper, input.url);
  return once(deps, asked, {
    name: 'createWebhookEndpoint',
    audited: 'webhook.create',
    run: async (tx) => {
      const partnerId = partnerOf(keeper, input.partnerId);
      const eventTypes = typesOf(keeper, input.eventTypes);
      const description = descriptionOf(input.description);
      if ((await deps.endpoints.countOfPartner(tx, partnerId)) >= MOST_ENDPOINTS)
        throw new TooManyWebhookEndpoints(`A partner has at most ${MOST_ENDPOINTS} endpoints.`);
      const id = deps.newId();
      await deps.endpoints.insert(tx, {
        id,
        partnerId,
        url: input.url,
        description,
        eventTypes,
        shops: keeper.reach.shops,
        secret: deps.secrets.seal(deps.secrets.fresh(), id),
        createdAt: deps.now(),
        createdBy: keeper.account,
      });
      return { answer: { endpointId: id, secretVersion: 1 }, endpointId: id, details: { partnerId, eventTypes: eventTypes.join(' ') } };
    },
  });
}

export async function changeEndpoint(
  deps: KeeperDeps,
  asked: Asked<{
    readonly endpointId: string;
    readonly url: string | undefined;
    readonly eventTypes: readonly string[] | undefined;
    readonly description: string | undefined;
  }>,
): Promise<{ readonly endpointId: string }> {
  const { keeper, input } = asked;
  if (input.url !== undefined) await refuseUrl(deps, keeper, input.url);
  return once(deps, asked, {
    name: 'changeWebhookEndpoint',
    audited: 'webhook.change',
    run: async (tx) => {
      const before = await ownEndpoint(deps, tx, keeper, input.endpointId);
      await deps.endpoints.change(tx, before.id, {
        url: input.url ?? before.url,
        eventTypes: input.eventTypes === undefined ? before.eventTypes : typesOf(keeper, input.eventTypes),
        description: input.description === undefined ? before.description : descriptionOf(input.description),
      });
      const changed = [
        ...(input.url === undefined || input.url === before.url ? [] : ['url']),
        ...(input.eventTypes === undefined ? [] : ['eventTypes']),
        ...(input.description === undefined ? [] : ['description']),
      ];
      return { answer: { endpointId: before.id }, endpointId: before.id, details: { changed: changed.join(' ') } };
    },
  });
}

export function rotateSecret(
  deps: KeeperDeps,
  asked: Asked<{ readonly endpointId: string; readonly overlapHours: number }>,
): Promise<SecretTold> {
  const { keeper, input } = asked;
  return once(deps, asked, {
    name: 'rotateWebhookSecret',
    audited: 'webhook.rotate-secret',
    run: async (tx) => {
      const { id, secretVersion } = await ownEndpoint(deps, tx, keeper, input.endpointId);
      if (input.overlapHours < 0 || input.overlapHours > LONGEST_OVERLAP_H)
        throw new WebhookOverlapRefused(`An overlap lasts 0 to ${LONGEST_OVERLAP_H} hours.`);
      await deps.endpoints.rotate(tx, id, {
        secret: deps.secrets.seal(deps.secrets.fresh(), id),
        previousUntil: new Date(deps.now().getTime() + input.overlapHours * HOUR_MS),
      });
      const answer = { endpointId: id, secretVersion: secretVersion + 1 };
      return { answer, endpointId: id, details: { overlapHours: String(input.overlapHours) } };
    },
  });
}

// Before any transaction: the name may have to be asked for.
async function refuseUrl(deps: KeeperDeps, keeper: Keeper, url: string): Promise<void> {
  if (!keeper.mayAct) throw new WebhookDeedNotAllowed('This account may not do that.');
  const refusal = await deps.refusalOfUrl(url);
  if (refusal !== undefined) throw new WebhookUrlRefused(refusal.message, refusal.reason);
}

function partnerOf({ reach }: Keeper, wished: string | undefined): string {
  if (reach.partnerId !== undefined) {
    if (wished !== undefined && wished !== reach.partnerId)
      throw new WebhookDeedNotAllowed('A key keeps the endpoints of its own partner.');
    return reach.partnerId;
  }
  const partnerId = wished?.trim() ?? '';
  if (!/^[\w.:-]{1,100}$/.test(partnerId)) throw new WebhookTextRefused('Say whose endpoint it is.', 'partnerId');
  return partnerId;
}

function typesOf({ reach }: Keeper, wished: readonly string[]): readonly WebhookType[] {
  const types = [...new Set(wished)];
  if (types.length === 0) throw new WebhookEventTypesRefused('Say at least one type.', []);
  const known = types.filter(isWebhookType);
  if (known.length < types.length)
    throw new WebhookEventTypesRefused(
      'There are no such types.',
      types.filter((type) => !isWebhookType(type)),
    );
  const unheard = known.filter((type) => reach.types?.includes(type) === false);
  if (unheard.length > 0) throw new WebhookEventTypesRefused("The key's scopes do not let it hear these.", unheard);
  return known.toSorted();
}

function descriptionOf(wished: string): string {
  const text = wished.trim();
  if (text.length > LONGEST_DESCRIPTION || /\p{Cc}/u.test(text))
    throw new WebhookTextRefused(`A description has at most ${LONGEST_DESCRIPTION} characters on one line.`, 'description');
  return text;
}

export * from './subjects.ts';
export * from './hub-event.ts';
export * from './partner-scopes.ts';
export { webhookEntry, webhookExample, webhookSchema, webhookTypes, isWebhookType, type WebhookBody } from './webhooks/bodies.ts';
export { webhookCatalogue, type WebhookEntry, type WebhookType } from './webhooks/catalogue.ts';

// What the package offers to those who import it; `./testing` adds what only tests need.
export type { Clock } from './clock.js';
export type { AppClient, CognitoOptions, EmbeddedCognito } from './cognito.js';
export { startCognito } from './cognito.js';
export { PortTakenError } from './http/listen.js';
export type { CredentialSession } from './identity-pool/credentials.js';
export type { Message } from './messages/mailbox.js';
export type { ClientTemplate, GroupTemplate, IdentityPoolTemplate, PoolTemplate } from './templates.js';
export type { TriggerEvent, TriggerHandler, TriggerHandlers, TriggerName } from './triggers/trigger-event.js';

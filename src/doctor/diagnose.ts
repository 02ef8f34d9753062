import { type Diagnosis, recognise } from './diagnosis.js';
import { cognitoFailures, unspecificFailures } from './failures/cognito.js';
import { dynamoDbFailures } from './failures/dynamodb.js';
import { gatewayFailures } from './failures/gateways.js';
import { jwtLibraryFailures } from './failures/jwt-libraries.js';
import { networkAndBrowserFailures } from './failures/network-and-browsers.js';
import { oauthAndTriggerFailures } from './failures/oauth-and-triggers.js';
import { ownRefusal } from './failures/own-refusals.js';
import { findToken } from './find-token.js';
import { diagnoseToken, type TokenContext } from './token/token-diagnosis.js';

const longestText = 20_000;

/** In this order: a message that names its cause before the exception that carries it. */
const knownFailures = [
  ...oauthAndTriggerFailures,
  ...dynamoDbFailures,
  ...cognitoFailures,
  ...gatewayFailures,
  ...jwtLibraryFailures,
  ...unspecificFailures,
  ...networkAndBrowserFailures,
];

/**
 * Explains a token, or a text with one in it, or the text of an error. Needs nothing but its arguments; never gives back
 * what it was given.
 *
 * @param text a token, the body of a refusal, or the message of an exception; only its first 20,000 characters are read
 * @param context what a token is compared with
 * @returns at least one diagnosis
 */
export function diagnose(text: string, context: TokenContext): readonly Diagnosis[] {
  const bounded = text.slice(0, longestText);
  const token = findToken(bounded);
  const rest = token === undefined ? bounded : bounded.replaceAll(token, '');
  const ofText = ownRefusal(rest) ?? recognise(knownFailures, rest.toLowerCase());
  const findings = ofText === undefined ? [] : [ofText];
  if (token !== undefined) return [...findings, ...diagnoseToken(token, context)];
  return findings.length > 0 ? findings : [unknown];
}

const unknown: Diagnosis = {
  code: 'unknown',
  what: 'This is neither a token nor an error text that is known here.',
  why: 'It may be cut off, or come from something other than Cognito, AWS or this API.',
  fix: 'Give the whole token, the whole problem+json, or the name and message of the exception.',
};

import type { Diagnosis } from './diagnosis.js';
import { ownRefusal } from './own-refusals.js';
import { redirectAndTriggerFailures } from './redirect-and-trigger-failures.js';
import { signInFailures } from './sign-in-failures.js';
import { diagnoseToken, type TokenContext } from './token-diagnosis.js';

/** What looks like a token: three parts or more of base64url, of which the first is a JSON object. */
const tokenLike = /eyJ[\w-]{8,}(?:\.[\w=-]*){1,4}/;
const longestText = 20_000;

/**
 * Explains a token, or a text with one in it, or the text of an error. Needs nothing but its arguments; never gives back
 * what it was given.
 */
export function diagnose(text: string, context: TokenContext): readonly Diagnosis[] {
  const bounded = text.slice(0, longestText);
  const token = tokenLike.exec(bounded)?.[0];
  const rest = token === undefined ? bounded : bounded.replaceAll(token, '');
  const ofText = diagnoseText(rest);
  if (token !== undefined) return [...ofText, ...diagnoseToken(token, context)];
  return ofText.length > 0 ? ofText : [unknown];
}

function diagnoseText(text: string): readonly Diagnosis[] {
  const own = ownRefusal(text);
  if (own !== undefined) return [own];
  const known = [...redirectAndTriggerFailures, ...signInFailures].find(({ signs }) =>
    signs.some((sign) => sign.test(text)),
  );
  if (known === undefined) return [];
  const { code, what, why, mend } = known;
  return [{ code, what, why, mend }];
}

const unknown: Diagnosis = {
  code: 'unknown',
  what: 'This is neither a token nor an error text that is known here.',
  why: 'It may have been cut off, or it comes from something else than Cognito or this API.',
  mend: 'Give the whole token, the whole problem+json, or the name and message of the exception.',
};

/** A statement of an IAM policy document, its lists always written out. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `{type}:{identifier}`; empty in policies of a role. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/** What is asked: may this be done to that, with these condition keys? */
export interface Question {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request, such as `aws:PrincipalTag/clinic_id`; a key that is not there is absent. */
  readonly context: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * Evaluates policies of one role as IAM does: denied unless a statement allows it, and denied whatever allows it when a
 * statement denies it. Knows the condition operators that this configuration uses.
 *
 * @throws Error for any other operator, so that nothing is taken for true that was not evaluated.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(statements: readonly Statement[], question: Question): boolean {
  const matching = statements.filter((statement) => applies(statement, question));
  return matching.some(({ effect }) => effect === 'Allow') && !matching.some(({ effect }) => effect === 'Deny');
}

function applies({ actions, resources, conditions }: Statement, { action, resource, context }: Question): boolean {
  return (
    actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    (resources.length === 0 || resources.some((pattern) => matchesWithVariables(pattern, resource, context))) &&
    conditions.every((condition) => holds(condition, context))
  );
}

/** `*` and `?` match; where the pattern names a variable that the request does not have, it matches nothing. */
function matchesWithVariables(pattern: string, text: string, context: Question['context']): boolean {
  const variables = [...pattern.matchAll(/\$\{([^}]+)\}/g)].map(([, name = '']) => name);
  if (variables.some((name) => typeof context[name] !== 'string')) return false;
  // what a variable holds stands for itself: a star in it matches a star alone
  const parts = pattern.split(/\$\{([^}]+)\}/);
  const source = parts.map((part, index) => (index % 2 === 0 ? wildcards(part) : literal(context[part] as string)));
  return new RegExp(`^${source.join('')}$`, 's').test(text);
}

const matches = (pattern: string, text: string): boolean => new RegExp(`^${wildcards(pattern)}$`, 's').test(text);
const wildcards = (pattern: string): string => literal(pattern).replaceAll('\\*', '.*').replaceAll('\\?', '.');
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function holds({ test, variable, values }: Condition, context: Question['context']): boolean {
  const [quantifier, operator] = test.includes(':') ? (test.split(':') as [string, string]) : ['', test];
  const found = context[variable];
  // a positive operator does not hold for a key that is absent
  if (found === undefined) return false;
  const asked = typeof found === 'string' ? [found] : found;
  if (quantifier !== '' && quantifier !== 'ForAnyValue') throw new Error(`${quantifier} is not evaluated here`);
  return asked.some((value) => values.some((expected) => compare(operator, expected, value, context)));
}

function compare(operator: string, expected: string, value: string, context: Question['context']): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
      return expected === value;
    case 'StringLike':
    case 'ArnLike':
      return matchesWithVariables(expected, value, context);
    default:
      throw new Error(`${operator} is not evaluated here`);
  }
}

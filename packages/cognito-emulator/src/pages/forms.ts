import { html, type Html } from './html.js';

/** What every form of one page view shares. */
export interface FormContext {
  /** The authorization request, carried on. */
  readonly query: string;
  readonly csrfToken: string;
}

/** A form that posts to a page, with its hidden fields; `body` is what is seen. */
export function form(
  { query, csrfToken }: FormContext,
  path: string,
  body: Html,
  hidden: Readonly<Record<string, string>> = {},
): Html {
  const fields = Object.entries({ _csrf: csrfToken, ...hidden }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return html`<form method="post" action="${path}?${query}">${fields}${body}</form>`;
}

/** A link to another page of the same request. */
export function link({ query }: FormContext, path: string, text: string): Html {
  return html`<a href="${path}?${query}">${text}</a>`;
}

export function emailField(value = ''): Html {
  return html`<label for="username">Email</label>
    <input
      id="username"
      name="username"
      type="email"
      autocomplete="username"
      required
      maxlength="128"
      value="${value}"
    />`;
}

export function passwordField(label: string, use: 'current-password' | 'new-password', hint?: string): Html {
  const described = hint === undefined ? undefined : html` aria-describedby="password-hint"`;
  return html`<label for="password">${label}</label>
    <input id="password" name="password" type="password" autocomplete="${use}" required maxlength="256" ${described} />
    ${hint === undefined ? undefined : html`<p class="hint" id="password-hint">${hint}</p>`}`;
}

export function codeField(label: string): Html {
  return html`<label for="code">${label}</label>
    <input
      id="code"
      class="code"
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      required
      maxlength="16"
    />`;
}

export function submit(text: string): Html {
  return html`<button type="submit">${text}</button>`;
}

/** A page as a person meets it: where it is, what it says, and the form on it. */
export interface VisitedPage {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface HostedRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: URLSearchParams;
}

/** A browser without scripts, as the hosted pages need no more: it keeps cookies, follows redirects and posts forms. */
export class HostedBrowser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly endpoint: string) {}

  /** Opens an address; follows redirects as far as they stay at the endpoint. */
  async open(address: string | URL, init: HostedRequest = {}): Promise<VisitedPage> {
    const url = new URL(address, this.endpoint);
    if (url.origin !== this.endpoint) return { url, status: 0, headers: new Headers(), text: '' };
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const location = response.headers.get('location');
    if (location !== null) return this.open(new URL(location, url));
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  }

  /** Fills in the form of a page and posts it; a field set to undefined is left out, hidden ones included. */
  async submit(page: VisitedPage, fields: Readonly<Record<string, string | undefined>>): Promise<VisitedPage> {
    const [, action = ''] = /<form [^>]*\baction="([^"]*)"/.exec(page.text) ?? [];
    const filled = { ...hiddenFields(page), ...fields };
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(filled)) if (value !== undefined) body.set(name, value);
    return this.open(new URL(unescape(action), page.url), { method: 'POST', body });
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  forget(name: string): void {
    this.cookies.delete(name);
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The hidden fields of the form on a page. */
export function hiddenFields({ text }: VisitedPage): Record<string, string> {
  const fields = text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [unescape(name), unescape(value)]));
}

/** What the page says above its form. */
export function noticeOf({ text }: VisitedPage): string {
  return unescape(/<p class="note [a-z]+" role="[a-z]+">([^<]*)</.exec(text)?.[1] ?? '');
}

/** The text that markup stands for. */
export function unescape(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

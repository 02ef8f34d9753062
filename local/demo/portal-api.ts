const timeoutMs = 15_000;

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The portal's own API, called with a user's access token as any client would call it. */
export class PortalApi {
  constructor(
    private readonly address: string,
    private readonly accessToken: string,
  ) {}

  get(path: string): Promise<ApiAnswer> {
    return this.call('GET', path);
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.call('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  private async call(
    method: string,
    path: string,
    body: string | null = null,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(`${this.address}${path}`, {
      method,
      body,
      headers: { ...headers, authorization: `Bearer ${this.accessToken}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }
}

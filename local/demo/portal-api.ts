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
    const request = { method, body, headers: { ...headers, authorization: `Bearer ${this.accessToken}` } };
    return inTime(async (signal) => {
      const response = await fetch(`${this.address}${path}`, { ...request, signal });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    });
  }
}

/** A race with a timer of our own: `fetch` may lose the abort of its signal while it reads a body (Node 20 and 22). */
async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the portal's API did not answer within ${timeoutMs} ms`));
      controller.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

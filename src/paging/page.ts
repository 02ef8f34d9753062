/** One page of a list. Without `nextCursor` the list is at its end; a page may hold fewer items than asked, or none. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/** Which page of a list is asked for. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

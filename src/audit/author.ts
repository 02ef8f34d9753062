/** Where a request came from: the part of an audit record that only the request knows. */
export interface Origin {
  readonly method: string;
  /** The template of the route, never the address. */
  readonly route: string | undefined;
  readonly clinicId: string | undefined;
  readonly requestId: string;
  /** The client's address: of the connection, or by the word of a trusted proxy (`TRUST_PROXY`). */
  readonly client?: string | undefined;
}

/** Who makes a request, for the audit trail and for `updated_by` of the items that it writes. */
export interface Author {
  /** `sub` of the user or id of the machine client. */
  readonly id: string;
  readonly origin: Origin;
}

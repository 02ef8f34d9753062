/** Which write made a resource as it is. */
export interface Written {
  readonly version: number;
  /** Random: two writes never share it, not even those of a resource that was deleted and made again under the same id. */
  readonly writeId: string;
}

/** The entity tag of a resource (RFC 9110, section 8.8.3): it names the write, so that it never stands for another one. */
export const etagOf = ({ version, writeId }: Written): string => `"${version}-${writeId}"`;

/** A type of the API, as the service model of the AWS SDKs has it. */
export interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  /** Whether the value is left out of error messages. */
  readonly sensitive?: true;
}

/** The inputs of a service's operations. */
export interface ApiModel {
  /** `open` operations take no AWS credentials. */
  readonly operations: Readonly<Record<string, { readonly input: string; readonly open?: true }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

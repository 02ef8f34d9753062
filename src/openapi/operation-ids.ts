/**
 * A name for each operation that reads well in a generated client: `listAppointments`, `bookAppointment`, `getClinic`. A
 * route whose name would not makes one of its own in `@ApiOperation({ operationId })`.
 */
export function operationId(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '');
  return method + (method.startsWith('list') ? subject : singular(subject));
}

const singular = (subject: string): string => subject.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');

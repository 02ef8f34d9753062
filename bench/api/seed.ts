import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { appointmentItem } from '../../src/appointments/appointment.item.js';

/** Stored appointments are spread over this many practitioners of the clinic, one each quarter of an hour. */
const practitioners = 50;
const quarter = 15 * 60_000;
const firstDay = Date.parse('2031-01-01T00:00:00Z');

/** Fills the table with appointments of one clinic, as its history grows over years. */
export async function seedAppointments(
  client: DynamoDBDocumentClient,
  table: string,
  clinicId: string,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const batches: number[][] = [];
  for (let at = from; at < to; at += 25) {
    batches.push(Array.from({ length: Math.min(25, to - at) }, (_, index) => at + index));
  }
  const workers = Array.from({ length: 8 }, async () => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const puts = batch.map((index) => ({ PutRequest: { Item: storedAppointment(clinicId, index) } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
    }
  });
  await Promise.all(workers);
}

function storedAppointment(clinicId: string, index: number): Record<string, unknown> {
  const start = firstDay + Math.floor(index / practitioners) * quarter;
  const updatedAt = '2030-01-01T00:00:00.000Z';
  return appointmentItem.encode({
    id: `APT-seed${index}`,
    clinicId,
    practitionerId: `PRA-seed${index % practitioners}`,
    patientId: `PAT-seed${index % 1_000}`,
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + quarter).toISOString(),
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    status: 'booked',
    version: 1,
    writeId: 'seed',
    createdAt: updatedAt,
    updatedAt,
  });
}

import { type DemoClinic, demoPatients } from './demo-cast.js';
import { addDays, isSunday, localDay, zonedTime } from './zoned-time.js';

export interface DemoAppointment {
  readonly idempotencyKey: string;
  readonly body: {
    readonly practitionerId: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly patientName: string;
  };
}

/** The days the demonstration covers: three before today to three after, by the clinic's own calendar, without Sundays. */
export function demoDays(clinic: DemoClinic, now: Date): string[] {
  const today = localDay(now, clinic.timeZone);
  return [-3, -2, -1, 0, 1, 2, 3].map((days) => addDays(today, days)).filter((day) => !isSunday(day));
}

/** The appointments of one demonstration day: always the same for the same day, so that a retry books nothing twice. */
export function demoAppointments(clinic: DemoClinic, day: string): DemoAppointment[] {
  return clinic.practitioners.flatMap(({ id: practitionerId }, row) =>
    clinic.appointmentTimes.map(({ from, to }, column) => ({
      idempotencyKey: `demo-${clinic.id}-${practitionerId}-${day}-${from.replace(':', '')}`,
      body: {
        practitionerId,
        startsAt: zonedTime(day, from, clinic.timeZone),
        endsAt: zonedTime(day, to, clinic.timeZone),
        patientName: patientFor(day, row * clinic.appointmentTimes.length + column),
      },
    })),
  );
}

function patientFor(day: string, place: number): string {
  const turn = Date.parse(`${day}T00:00:00Z`) / 86_400_000;
  return demoPatients[(turn * 5 + place) % demoPatients.length] ?? 'Ruth Abernathy';
}

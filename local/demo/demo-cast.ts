/** The people and places of the demonstration. All invented. */
export interface DemoClinic {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly emailDomains: readonly string[];
  readonly practitioners: readonly { readonly id: string; readonly name: string; readonly specialty: string }[];
  /** When the day's demonstration appointments begin, by the clinic's own clock; closed on Sundays. */
  readonly appointmentTimes: readonly { readonly from: string; readonly to: string }[];
  /** Opening hours, by the clinic's own clock. */
  readonly hours: { readonly from: string; readonly to: string };
  /** Whether the hours are set as opening hours, which then bind every booking; otherwise the clinic is open around the clock. */
  readonly hasOpeningHours: boolean;
  readonly visitTypes: readonly DemoVisitType[];
  /** Patients with their own ids; the first one waits for an earlier time. */
  readonly patients: readonly { readonly id: string; readonly name: string }[];
}

export interface DemoVisitType {
  readonly id: string;
  readonly name: string;
  readonly durationMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly colour: string;
}

export interface DemoUser {
  readonly email: string;
  readonly group: 'admin' | 'clinic-staff' | 'billing';
  /** The administrator belongs to no clinic. */
  readonly clinicId: string | null;
}

export const demoClinics: readonly DemoClinic[] = [
  {
    id: 'CLN-001',
    name: 'Sunrise Eye Care',
    timeZone: 'America/New_York',
    emailDomains: ['sunrise-eye.com'],
    practitioners: [
      { id: 'PRC-001', name: 'Dr. Amara Okafor', specialty: 'Ophthalmology' },
      { id: 'PRC-002', name: 'Dr. Luis Herrera', specialty: 'Optometry' },
    ],
    hours: { from: '09:00', to: '17:00' },
    hasOpeningHours: false,
    visitTypes: [
      { id: 'VIS-001', name: 'Eye examination', durationMinutes: 30, bufferAfterMinutes: 5, colour: '#2f6fed' },
      { id: 'VIS-002', name: 'Cataract consultation', durationMinutes: 45, bufferAfterMinutes: 0, colour: '#8e44ad' },
    ],
    patients: [
      { id: 'PAT-001', name: 'Edith Calloway' },
      { id: 'PAT-002', name: 'Edith Caloway' },
    ],
    appointmentTimes: [
      { from: '09:00', to: '09:30' },
      { from: '10:15', to: '11:00' },
      { from: '14:30', to: '14:55' },
    ],
  },
  {
    id: 'CLN-002',
    name: 'Valley Optometry',
    timeZone: 'America/Los_Angeles',
    emailDomains: ['valleyoptometry.com'],
    practitioners: [
      { id: 'PRC-003', name: 'Dr. Mei-Ling Chen', specialty: 'Optometry' },
      { id: 'PRC-004', name: 'Dr. Jonas Weber', specialty: 'Contact lenses' },
    ],
    hours: { from: '08:00', to: '16:00' },
    hasOpeningHours: true,
    visitTypes: [
      { id: 'VIS-001', name: 'Contact lens fitting', durationMinutes: 40, bufferAfterMinutes: 5, colour: '#1abc9c' },
    ],
    patients: [{ id: 'PAT-001', name: 'Noor van Dijk' }],
    appointmentTimes: [
      { from: '08:30', to: '09:00' },
      { from: '11:00', to: '11:40' },
      { from: '13:15', to: '14:00' },
    ],
  },
];

export const demoUsers: readonly DemoUser[] = [
  { email: 'admin@portal.clinic.com', group: 'admin', clinicId: null },
  { email: 'staff@sunrise-eye.com', group: 'clinic-staff', clinicId: 'CLN-001' },
  { email: 'billing@sunrise-eye.com', group: 'billing', clinicId: 'CLN-001' },
  { email: 'staff@valleyoptometry.com', group: 'clinic-staff', clinicId: 'CLN-002' },
  { email: 'billing@valleyoptometry.com', group: 'billing', clinicId: 'CLN-002' },
];

export const demoPatients: readonly string[] = [
  'Ruth Abernathy',
  'Tomás Aguilar',
  'Priya Raman',
  'Oskar Lindqvist',
  'Hana Kobayashi',
  'Desmond Clarke',
  'Ingrid Solheim',
  'Kwame Mensah',
  'Leila Haddad',
  'Marek Nowak',
  'Grace Whitfield',
];

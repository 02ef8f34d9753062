/** Path parameters as the demo data of `npm start` have them, so that an operation can be tried as it stands. */
export const parameterExamples: Readonly<Record<string, string>> = {
  clinicId: 'CLN-001',
  practitionerId: 'PRC-001',
};

/**
 * Bodies that can be sent as they stand, by the `id` of their schema. A schema may also bring its own (`meta({ examples })`).
 * Times are far away, so that they stay in the future and the same for everyone.
 */
export const bodyExamples: Readonly<Record<string, object>> = {
  AppointmentChanges: { startsAt: '2035-03-07T10:00:00-05:00', endsAt: '2035-03-07T10:30:00-05:00' },
  AwsCredentialsRequest: { idToken: 'eyJraWQiOiIxIiwiYWxnIjoiUlMyNTYifQ.eyJzdWIiOiIxIn0.c2lnbmF0dXJl' },
  BillingMark: { status: 'paid', amount: 12_000, currency: 'USD', reference: 'INV-2035-7' },
  ClinicChanges: { name: 'Sunrise Eye Care' },
  ClinicSettingsChanges: { bookingRules: { leadTimeMinutes: 60 } },
  Complaint: { text: 'NotAuthorizedException: Incorrect username or password.' },
  NewAppointment: {
    practitionerId: 'PRC-001',
    startsAt: '2035-03-07T09:00:00-05:00',
    endsAt: '2035-03-07T09:30:00-05:00',
    patientName: 'Ada Example',
  },
  NewSeries: {
    practitionerId: 'PRC-001',
    startsAt: '2035-04-04T09:00:00-04:00',
    endsAt: '2035-04-04T09:30:00-04:00',
    patientName: 'Ada Example',
    recurrence: 'FREQ=WEEKLY;COUNT=4',
  },
  AppointmentTransition: { override: { reason: 'The patient called' } },
  NewCalendarFeed: { practitionerId: 'PRC-001', name: 'Dr. Example' },
  NewClinic: { name: 'Harbour Eye Care', timeZone: 'America/New_York', emailDomains: ['harbour-eye.example'] },
  NewPatient: { name: 'Ada Example', birthDate: '1990-12-10' },
  NewPractitioner: { name: 'Dr. Ruth Example', specialty: 'Optometry' },
  NewUpload: { fileName: 'referral.pdf', contentType: 'application/pdf', kind: 'referral' },
  NewVisitType: { name: 'Eye test', durationMinutes: 30 },
  NewWaitlistEntry: { patientId: 'PAT-001', visitTypeId: 'VIS-001', earliest: '2035-03-01', latest: '2035-03-31' },
  NewWebhookEndpoint: { url: 'https://practice.example.com/clinic-events' },
  PatientChanges: { phone: '+12125550123' },
  PatientMerge: { duplicateId: 'PAT-002' },
  PractitionerChanges: { active: true },
  UserChanges: { groups: ['clinic-staff'] },
  VisitTypeChanges: { durationMinutes: 45 },
  WaitlistChanges: { status: 'withdrawn' },
  WaitlistOffer: { appointmentId: 'APT-001' },
  WebhookEndpointChanges: { active: false },
};

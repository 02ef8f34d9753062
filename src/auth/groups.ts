/** The groups of the user pool, as Terraform makes them. */
export const groups = ['admin', 'clinic-staff', 'billing'] as const;

export type Group = (typeof groups)[number];

/** The global secondary indexes of the table; a test holds them against `infra/table.json`. */
export const indexNames = ['GSI1', 'GSI2', 'GSI3', 'GSI4'] as const;

export type IndexName = (typeof indexNames)[number];

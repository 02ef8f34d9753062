/** What a store of keys counts, for whoever publishes metrics. */
export interface KeyMetrics {
  reads: number;
  failures: number;
  /** Look-ups answered with keys past their time because the key server is down. */
  staleAnswers: number;
  unknownKids: number;
  /** Unknown key ids for which no read was made: remembered, or over budget. */
  unknownKidsUnasked: number;
  /** Look-ups that ended in 503. */
  unavailable: number;
}

export const noKeyMetrics = (): KeyMetrics => ({
  reads: 0,
  failures: 0,
  staleAnswers: 0,
  unknownKids: 0,
  unknownKidsUnasked: 0,
  unavailable: 0,
});

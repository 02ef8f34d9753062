/** What every server under test knows: the pool whose tokens count, as its own libraries would be told of it. */
export const pool = JSON.parse(process.env.BENCH_POOL);

/** The path of every measured route. */
export const path = '/v1/bench/:clinicId';

export const answer = { clinic: 'CLN-001', appointments: 3 };

/** Tells the bench where the server listens, and ends it together with the bench. */
export function started(address) {
  process.once('disconnect', () => process.exit(0));
  process.send({ url: `http://127.0.0.1:${typeof address === 'object' ? address.port : new URL(address).port}` });
}

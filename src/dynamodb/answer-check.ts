import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What came back is not an answer of DynamoDB, or not all of it. Whether the call was carried out is unknown. */
export class DamagedAnswerError extends Error {
  override readonly name = 'DamagedAnswerError';
  /** Tells the SDK that another attempt may end well. */
  readonly $retryable = { throttling: false };
}

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  body?: unknown;
}

/**
 * Lets the client believe only whole answers: the checksum that DynamoDB sends (`x-amz-crc32`) must fit, and without one
 * the body must at least be a JSON object. Otherwise a proxy's page, an empty body or a connection that was cut would pass
 * for an answer without content, and so for success.
 */
export function checkAnswers(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => async (input) => {
      const result = await next(input);
      const answer = result.response as HttpAnswer;
      answer.body = await wholeBody(answer);
      return result;
    },
    // right behind the network, before anything reads the body
    { step: 'deserialize', priority: 'low', name: 'answerCheck' },
  );
}

async function wholeBody({ headers, body }: HttpAnswer): Promise<Buffer> {
  const bytes = await bytesOf(body);
  const checksum = headers['x-amz-crc32'];
  if (checksum !== undefined) {
    if (crc32(bytes) !== Number(checksum)) throw new DamagedAnswerError('the checksum of the answer is wrong');
  } else if (!isJsonObject(bytes)) {
    throw new DamagedAnswerError('the answer is not one of DynamoDB');
  }
  return bytes;
}

async function bytesOf(body: unknown): Promise<Buffer> {
  try {
    return await buffer(body as Readable);
  } catch (cause) {
    throw new DamagedAnswerError('the connection ended in the middle of the answer', { cause });
  }
}

function isJsonObject(bytes: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

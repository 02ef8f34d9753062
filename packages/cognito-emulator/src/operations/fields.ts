import * as z from 'zod';

// Members that many requests share, with the constraints of the API reference

export const username = z.string().min(1).max(128);
export const clientId = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w+]+$/);
export const groupName = z.string().min(1).max(128);
export const password = z
  .string()
  .min(1)
  .max(256)
  .regex(/^\S.*\S$/);
export const confirmationCode = z
  .string()
  .min(1)
  .max(2048)
  .regex(/^[\S]+$/);
export const accessToken = z
  .string()
  .min(1)
  .regex(/^[A-Za-z0-9-_=.]+$/);
export const session = z.string().min(20).max(2048);
export const stringMap = z.record(z.string(), z.string());
export const clientMetadata = stringMap.optional();

export const attributeName = z.string().min(1).max(32);
export const attributeNames = z.array(attributeName).max(100);

export const attributes = z.array(z.object({ Name: attributeName, Value: z.string().max(2048).optional() })).max(100);

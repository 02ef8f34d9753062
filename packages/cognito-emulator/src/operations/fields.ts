import * as z from 'zod';

// Members that many requests share. Their lengths and patterns are the API model's to check (src/api).

export const username = z.string();
export const clientId = z.string();
export const groupName = z.string();
export const password = z.string();
export const confirmationCode = z.string();
export const accessToken = z.string();
export const session = z.string();
export const stringMap = z.record(z.string(), z.string());
export const clientMetadata = stringMap.optional();

export const attributeName = z.string();
export const attributeNames = z.array(attributeName);

export const attributes = z.array(z.object({ Name: attributeName, Value: z.string().optional() }));

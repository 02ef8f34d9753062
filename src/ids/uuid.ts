/** A UUID in lower case (RFC 9562, section 4), as Cognito and load balancers write them. */
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

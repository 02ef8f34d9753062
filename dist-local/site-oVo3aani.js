import { i as __name } from "./rolldown-runtime-D1FWID1c.js";
import { A as notAuthorized, C as pageReply, D as CognitoError, E as textReply, M as unknownUsername, N as epochSeconds, O as incorrectCredentials, S as jsonReply, T as seeOther, _ as prime, a as poolRecords, c as Clients, d as requireSecretHash, f as generator, g as power, h as padded, i as poolCollection, j as resourceNotFound, k as invalidParameter, l as newClientSecret, m as multiplier, n as outageModes, o as Groups, p as modulo, r as addPoolRecord, s as noGroups, u as provesSecret, v as sha256, w as redirectReply, x as isSameOrigin, y as toBigInt } from "./key-outage-DJj_0pWh.js";
import { _ as unknown, a as boolean, d as object, f as record, g as union, i as array, l as looseObject, m as string, o as int, p as strictObject, r as _enum, s as json, t as datetime, u as number, y as prettifyError } from "./iso-D_b8Bni3.js";
import { createHash, createHmac, createPrivateKey, createPublicKey, generateKeyPair, hkdfSync, randomBytes, randomInt, randomUUID, sign, timingSafeEqual, verify } from "node:crypto";
import { promisify } from "node:util";
// packages/cognito-emulator/src/http/request-validation.ts
/**
* The input that an operation's schema reads out of a request body. As AWS does, a wrong JSON type is a SerializationException
* and every broken constraint is listed in one InvalidParameterException.
*/
function parseRequest(schema, body) {
	const parsed = schema.safeParse(body, { reportInput: true });
	if (parsed.success) return parsed.data;
	const mistyped = parsed.error.issues.find((issue) => issue.code === "invalid_type" && !isMissing(issue));
	if (mistyped !== void 0) throw new CognitoError("SerializationException", serializationMessage(mistyped));
	const errors = parsed.error.issues.map((issue) => `Value ${shown(issue)} at '${memberPath(issue)}' failed to satisfy constraint: ${constraintOf(issue)}`);
	throw invalidParameter(`${errors.length} validation error${errors.length === 1 ? "" : "s"} detected: ${errors.join("; ")}`);
}
function isMissing({ input }) {
	return input === void 0 || input === null;
}
function serializationMessage(issue) {
	if (issue.path.length === 0) return "Start of structure or map found where not expected.";
	const found = Array.isArray(issue.input) ? "LIST" : typeof issue.input === "object" ? "STRUCTURE" : typeof issue.input;
	const wanted = issue.code === "invalid_type" ? issue.expected : "value";
	return `${found.toUpperCase()}_VALUE can not be converted to ${wanted === "int" ? "an Integer" : `a ${capitalised(wanted)}`}`;
}
/** Members as AWS names them in validation errors: `userAttributes.1.member.name`. */
function memberPath({ path }) {
	return path.map((part) => typeof part === "number" ? `${part + 1}.member` : `${part.toString().charAt(0).toLowerCase()}${part.toString().slice(1)}`).join(".");
}
/** A value as the error shows it; a password never. */
function shown(issue) {
	if (isMissing(issue)) return "null";
	if (issue.path.some((part) => /password|secret|token/i.test(part.toString()))) return "***";
	return `'${typeof issue.input === "string" ? issue.input.slice(0, 256) : JSON.stringify(issue.input).slice(0, 256)}'`;
}
function constraintOf(issue) {
	if (isMissing(issue)) return "Member must not be null";
	switch (issue.code) {
		case "too_small": return `Member must have ${sizeOf(issue.origin)} greater than or equal to ${issue.minimum}`;
		case "too_big": return `Member must have ${sizeOf(issue.origin)} less than or equal to ${issue.maximum}`;
		case "invalid_format": return `Member must satisfy regular expression pattern: ${patternOf(issue.pattern)}`;
		case "invalid_value": return `Member must satisfy enum value set: [${issue.values.map(String).join(", ")}]`;
		default: return "Member is invalid";
	}
}
function sizeOf(origin) {
	return origin === "string" || origin === "array" ? "length" : "value";
}
function patternOf(pattern) {
	return (pattern ?? "").replace(/^\/\^?/, "").replace(/\$?\/$/, "");
}
function capitalised(word) {
	return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
// packages/cognito-emulator/src/http/aws-json.ts
const targetPrefix = "AWSCognitoIdentityProviderService.";
/**
* Finds the operation that X-Amz-Target names, checks signature presence and input, and runs it.
* Throws CognitoError for everything that the caller did wrong.
*/
async function callOperation(operations, pools, { target, authorization, body }) {
	const name = target?.startsWith(targetPrefix) === true ? target.slice(34) : "";
	const operation = operations.get(name);
	if (operation === void 0) throw new CognitoError("UnknownOperationException", `Unknown operation ${name}`);
	if (operation.signed) requireCredentials(authorization);
	return operation.run(pools, parseRequest(operation.request, parseJson(body)));
}
/** Throws MissingAuthenticationTokenException for a request that no AWS credentials have signed; which ones did is not looked at. */
function requireCredentials(authorization) {
	if (/^AWS4-HMAC-SHA256 Credential=\S/.test(authorization ?? "")) return;
	throw new CognitoError("MissingAuthenticationTokenException", "Missing Authentication Token");
}
/** The JSON of a body; throws SerializationException. */
function parseJson(body) {
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
		return JSON.parse(text, (_name, value) => value === null ? void 0 : value);
	} catch {
		throw new CognitoError("SerializationException", "Request body is not valid JSON");
	}
}
// packages/cognito-emulator/src/http/discovery.ts
/**
* OpenID Connect Discovery 1.0, section 3, with the members and values that a user pool publishes. `domain` is where its OAuth
* endpoints are; a pool without one names none.
*/
function discoveryDocument(issuer, domain) {
	return {
		...domain !== void 0 && {
			authorization_endpoint: `${domain}/oauth2/authorize`,
			end_session_endpoint: `${domain}/logout`
		},
		id_token_signing_alg_values_supported: ["RS256"],
		issuer,
		jwks_uri: `${issuer}/.well-known/jwks.json`,
		response_types_supported: ["code"],
		...domain !== void 0 && { revocation_endpoint: `${domain}/oauth2/revoke` },
		scopes_supported: [
			"openid",
			"email",
			"phone",
			"profile"
		],
		subject_types_supported: ["public"],
		...domain !== void 0 && { token_endpoint: `${domain}/oauth2/token` },
		token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
		...domain !== void 0 && { userinfo_endpoint: `${domain}/oauth2/userInfo` }
	};
}
// packages/cognito-emulator/src/http/routes.ts
const published = {
	"access-control-allow-origin": "*",
	"cache-control": "public, max-age=86400"
};
/**
* The documents that Cognito publishes for each pool. OAuth endpoints are named for a pool with a domain, and for the one that
* needs none; `address` is where they all are.
*/
function wellKnownRoute(pools, { poolId: always, address }) {
	return ({ method, path }) => {
		const [, poolId = "", document = ""] = /^\/([\w-]+)\/\.well-known\/([a-z.-]+)$/.exec(path) ?? [];
		const pool = method === "GET" ? pools.find(poolId) : void 0;
		if (pool === void 0) return void 0;
		if (document === "jwks.json") return jsonReply(pool.signingKeys.jwks(), { headers: published });
		if (document !== "openid-configuration") return void 0;
		const hasDomain = poolId === always || pool.pool.domain !== void 0;
		return jsonReply(discoveryDocument(pool.issuer, hasDomain ? address : void 0), { headers: published });
	};
}
// packages/cognito-emulator/src/tokens/jwt.ts
/** A signed JWT whose header is Cognito's: `kid` and `alg`, nothing else. */
function signJwt({ kid, privateKey }, claims) {
	const signed = `${encode$1({
		kid,
		alg: "RS256"
	})}.${encode$1(claims)}`;
	return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
}
/** The claims of a token that one of these keys signed; undefined for anything else. Looks at no claim. */
function verifyJwt(keys, token) {
	const [header = "", payload = "", signature = "", ...rest] = token.split(".");
	if (rest.length > 0) return void 0;
	const head = decode$1(header);
	const kid = head?.["kid"];
	const key = head?.["alg"] === "RS256" && typeof kid === "string" ? keys.withKid(kid) : void 0;
	if (key === void 0) return void 0;
	return verify("sha256", Buffer.from(`${header}.${payload}`), key.publicKey, Buffer.from(signature, "base64url")) ? decode$1(payload) : void 0;
}
/** What a token claims, unverified: only good for finding out who could verify it. */
function decodeClaims(token) {
	return decode$1(token.split(".")[1] ?? "");
}
function encode$1(value) {
	return Buffer.from(JSON.stringify(value)).toString("base64url");
}
__name(encode$1, "encode");
function decode$1(part) {
	try {
		const value = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
		return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
	} catch {
		return;
	}
}
__name(decode$1, "decode");
// packages/cognito-emulator/src/tokens/signing-keys.ts
const keyUses = ["id", "access"];
const generate = promisify(generateKeyPair);
const retiredLifeSeconds = 86400;
/** The RSA keys of one pool, made once and kept with its state: one a use, and those that they took the place of. */
var SigningKeys = class {
	constructor(records, clock) {
		this.records = records;
		this.clock = clock;
		this.keys = [];
		this.ready = this.load();
	}
	signing(use) {
		const key = this.keys.find((candidate) => candidate.use === use && candidate.retiredAt === void 0);
		if (key === void 0) throw new Error(`no key for ${use} tokens`);
		return key;
	}
	withKid(kid) {
		return this.published().find((key) => key.kid === kid);
	}
	/** Makes new keys to sign with; the old ones stay published for a day, so that their tokens can still be verified. */
	async rotate() {
		const made = await Promise.all(keyUses.map(makeKey));
		const retiredAt = epochSeconds(this.clock);
		for (const key of made) {
			const old = this.records.get(key.use);
			if (old !== void 0) this.records.put(old.kid, {
				...old,
				retiredAt
			});
			this.records.put(key.use, key);
		}
		for (const { kid, retiredAt: since } of [...this.records.values()]) if (since !== void 0 && this.isOver(since)) this.records.delete(kid);
		this.keys = readKeys(this.records);
	}
	/** The public keys, as `/.well-known/jwks.json` shows them. */
	jwks() {
		return { keys: this.published().map(({ kid, publicKey }) => {
			const { kty, n, e } = publicKey.export({ format: "jwk" });
			return {
				alg: "RS256",
				e,
				kid,
				kty,
				n,
				use: "sig"
			};
		}) };
	}
	/** Reads the keys of a pool, making those that are missing. */
	async load() {
		await Promise.all(keyUses.map((use) => ensureKey(this.records, use)));
		this.keys = readKeys(this.records);
	}
	published() {
		return this.keys.filter(({ retiredAt }) => retiredAt === void 0 || !this.isOver(retiredAt));
	}
	isOver(retiredAt) {
		return retiredAt + retiredLifeSeconds <= epochSeconds(this.clock);
	}
};
function readKeys(records) {
	return [...records.values()].map(({ kid, use, privateJwk, retiredAt }) => {
		const privateKey = createPrivateKey({
			key: privateJwk,
			format: "jwk"
		});
		return {
			kid,
			use,
			retiredAt,
			privateKey,
			publicKey: createPublicKey(privateKey)
		};
	});
}
async function ensureKey(records, use) {
	if (records.get(use) === void 0) records.put(use, await makeKey(use));
}
async function makeKey(use) {
	const { privateKey } = await generate("rsa", { modulusLength: 2048 });
	return {
		kid: randomBytes(32).toString("base64"),
		use,
		privateJwk: privateKey.export({ format: "jwk" })
	};
}
// packages/cognito-emulator/src/identity-pool/login-token.ts
/**
* The login of a request's one entry in `Logins`. The provider may be called as on AWS, which is what libraries hard-code, or
* by the embedded issuer. Throws NotAuthorizedException in the words that Cognito uses, among them "Missing a required claim:
* aud" for an access token (COGNITO I1).
*/
function verifyLogin(pool, clock, logins) {
	const [entry, ...others] = Object.entries(logins);
	if (entry === void 0) throw notAuthorized("Unauthenticated access is not supported for this identity pool.");
	const [provider, token] = entry;
	if (others.length > 0 || !providersOf(pool).includes(provider)) throw unsupportedProvider();
	const claims = verifiedClaims(pool, clock, token);
	requireLiveSession(pool, claims);
	return {
		provider,
		sub: String(claims["sub"]),
		clientId: String(claims["aud"]),
		claims
	};
}
function verifiedClaims(pool, clock, token) {
	const claimed = decodeClaims(token);
	if (claimed === void 0) throw invalidToken("Not a valid OpenId Connect identity token.");
	if (claimed["aud"] === void 0) throw invalidToken("Missing a required claim: aud");
	if (claimed["iss"] !== pool.issuer) throw invalidToken("Issuer doesn't match providerName");
	const claims = verifyJwt(pool.signingKeys, token);
	if (claims === void 0) throw invalidToken("Couldn't verify signed token.");
	const now = epochSeconds(clock);
	if (Number(claims["exp"]) <= now) throw invalidToken(`Token expired: ${String(claims["exp"])} >= ${now}`);
	const isOurs = typeof claims["aud"] === "string" && pool.clients.find(claims["aud"]) !== void 0;
	if (claims["token_use"] !== "id" || !isOurs) throw unsupportedProvider();
	return claims;
}
/** ServerSideTokenCheck: a user who has signed out, or may not sign in any more, gets no credentials. */
function requireLiveSession({ users, userSessions }, claims) {
	if (users.find(String(claims["cognito:username"]))?.enabled !== true || !userSessions.isLive(String(claims["origin_jti"]))) throw invalidToken("Token is revoked.");
}
function providersOf({ pool, issuer }) {
	return [`cognito-idp.${pool.region}.amazonaws.com/${pool.id}`, issuer.replace(/^https?:\/\//, "")];
}
function invalidToken(why) {
	return notAuthorized(`Invalid login token. ${why}`);
}
function unsupportedProvider() {
	return notAuthorized("Token is not from a supported provider of this identity pool.");
}
// packages/cognito-emulator/src/identity-pool/principal-tags.ts
/** AWS's default mappings of "attributes for access control". */
const defaultTags = {
	client: "aud",
	username: "sub"
};
const issuedClaims = ["aud", "sub"];
/**
* The principal tags that a login's claims give. A claim that any app client can write for its users is theirs to choose, so
* that it never becomes a tag (COGNITO I2, A1).
*/
function principalTags(mapping, clients, claims) {
	const trusted = Object.entries(mapping).filter(([, claim]) => issuedClaims.includes(claim) || !clients.some((client) => mayWrite(client, claim)));
	return Object.fromEntries(trusted.flatMap(([tag, claim]) => typeof claims[claim] === "string" ? [[tag, claims[claim]]] : []));
}
/** A client without a list writes every attribute that can change (COGNITO A1). */
function mayWrite({ writeAttributes }, claim) {
	return writeAttributes === void 0 || writeAttributes.includes(claim);
}
// packages/cognito-emulator/src/identity-pool/identity-pool.ts
const credentialSeconds = 3600;
const openIdTokenSeconds = 600;
/**
* An identity pool whose one provider is the user pool: an ID token in, a lasting identity and temporary credentials out
* (enhanced flow, COGNITO I1, I2). Nobody gets in without a token.
*/
var IdentityPool = class {
	constructor(id, template, seal, store, userPool, clock, issuer) {
		this.id = id;
		this.template = template;
		this.seal = seal;
		this.userPool = userPool;
		this.clock = clock;
		this.issuer = issuer;
		this.identities = store.collection("identity-pool/identities");
		this.keyRecords = store.collection("identity-pool/keys");
	}
	/** DescribeIdentityPool: the pool and the app clients whose tokens it takes. Throws ResourceNotFoundException. */
	describe(identityPoolId) {
		this.requireId(identityPoolId);
		const { pool, clients } = this.userPool;
		return {
			IdentityPoolId: this.id,
			IdentityPoolName: this.template.name ?? pool.name,
			AllowUnauthenticatedIdentities: false,
			CognitoIdentityProviders: clients.all().map(({ id }) => ({
				ProviderName: `cognito-idp.${pool.region}.amazonaws.com/${pool.id}`,
				ClientId: id,
				ServerSideTokenCheck: true
			}))
		};
	}
	/** GetId: the identity of a login, the same each time. Throws NotAuthorizedException, ResourceNotFoundException. */
	getId(identityPoolId, logins) {
		this.requireId(identityPoolId);
		return this.identityOf(this.login(logins));
	}
	/** GetCredentialsForIdentity: an hour's credentials with the tags that the login's claims give. */
	credentialsFor(identityId, logins) {
		const login = this.loginOf(identityId, logins);
		return this.seal.make({
			identityId,
			identityPoolId: this.id,
			principalTags: principalTags(this.template.principalTags ?? defaultTags, this.userPool.clients.all(), login.claims),
			expiration: epochSeconds(this.clock) + credentialSeconds
		});
	}
	/** GetOpenIdToken: the identity's own token, for `sts:AssumeRoleWithWebIdentity` (the basic flow). */
	async openIdTokenFor(identityId, logins) {
		const { provider, sub } = this.loginOf(identityId, logins);
		const issuedAt = epochSeconds(this.clock);
		return signJwt((await this.signingKeys()).signing("id"), {
			sub: identityId,
			aud: this.id,
			amr: [
				"authenticated",
				provider,
				`${provider}:CognitoSignIn:${sub}`
			],
			iss: this.issuer,
			exp: issuedAt + openIdTokenSeconds,
			iat: issuedAt
		});
	}
	async jwks() {
		return (await this.signingKeys()).jwks();
	}
	requireId(identityPoolId) {
		if (identityPoolId !== this.id) throw resourceNotFound(`IdentityPool '${identityPoolId}' not found.`);
	}
	login(logins) {
		return verifyLogin(this.userPool, this.clock, logins);
	}
	/** A login that is the identity's own. */
	loginOf(identityId, logins) {
		if (![...this.identities.values()].includes(identityId)) throw resourceNotFound(`Identity '${identityId}' not found.`);
		const login = this.login(logins);
		if (this.identityOf(login) !== identityId) throw notAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool.");
		return login;
	}
	identityOf({ sub }) {
		const existing = this.identities.get(sub);
		if (existing !== void 0) return existing;
		const made = `${this.userPool.pool.region}:${randomUUID()}`;
		this.identities.put(sub, made);
		return made;
	}
	/** Made when first needed: few ask for it, and RSA keys take their time. */
	async signingKeys() {
		this.keys ??= new SigningKeys(this.keyRecords, this.clock);
		await this.keys.ready;
		return this.keys;
	}
};
const identifier$1 = string().min(1).max(55).regex(/^[\w-]+:[0-9a-f-]+$/);
const Logins = record(string().min(1).max(128), string().min(1).max(5e4)).refine((logins) => Object.keys(logins).length <= 10).default({});
const ofPool = object({
	IdentityPoolId: identifier$1,
	Logins
});
const ofIdentity = object({
	IdentityId: identifier$1,
	Logins
});
const listing = object({
	MaxResults: int().min(1).max(60),
	NextToken: string().optional()
});
const oneOfThem = object({ IdentityPoolId: identifier$1 });
const operations$1 = /* @__PURE__ */ new Map([
	["GetId", (pool, body) => {
		const input = ofPool.parse(parseRequest(ofPool, body));
		return { IdentityId: pool.getId(input.IdentityPoolId, input.Logins) };
	}],
	["GetCredentialsForIdentity", (pool, body) => {
		const { IdentityId, Logins: logins } = ofIdentity.parse(parseRequest(ofIdentity, body));
		return {
			IdentityId,
			Credentials: pool.credentialsFor(IdentityId, logins)
		};
	}],
	["GetOpenIdToken", async (pool, body) => {
		const { IdentityId, Logins: logins } = ofIdentity.parse(parseRequest(ofIdentity, body));
		return {
			IdentityId,
			Token: await pool.openIdTokenFor(IdentityId, logins)
		};
	}]
]);
/** Those for callers with AWS credentials. */
const signedOperations = /* @__PURE__ */ new Map([["ListIdentityPools", (pool, body) => {
	parseRequest(listing, body);
	const { IdentityPoolId, IdentityPoolName } = pool.describe(pool.id);
	return { IdentityPools: [{
		IdentityPoolId,
		IdentityPoolName
	}] };
}], ["DescribeIdentityPool", (pool, body) => pool.describe(oneOfThem.parse(parseRequest(oneOfThem, body)).IdentityPoolId)]]);
/** Runs an operation of the identity pool; those about identities are open to anyone with a token. Throws CognitoError. */
async function callIdentityOperation(pool, { target = "", authorization, body }) {
	const name = target.slice(26);
	const signed = signedOperations.get(name);
	if (signed !== void 0) requireCredentials(authorization);
	const run = signed ?? operations$1.get(name);
	if (run === void 0) throw new CognitoError("UnknownOperationException", `Unknown operation ${name}`);
	return run(pool, parseJson(body));
}
// packages/cognito-emulator/src/identity-pool/well-known.ts
/** The keys of GetOpenIdToken's tokens, where https://cognito-identity.amazonaws.com has them. */
function identityKeysRoute(pool) {
	return async ({ method, path }) => method === "GET" && path === "/.well-known/jwks_uri" ? jsonReply(await pool.jwks()) : void 0;
}
// packages/cognito-emulator/src/operations/fields.ts
const username = string().min(1).max(128);
const clientId = string().min(1).max(128).regex(/^[\w+]+$/);
const groupName = string().min(1).max(128);
const password = string().min(1).max(256).regex(/^\S.*\S$/);
const confirmationCode = string().min(1).max(2048).regex(/^[\S]+$/);
const accessToken = string().min(1).regex(/^[A-Za-z0-9-_=.]+$/);
const session = string().min(20).max(2048);
const stringMap = record(string(), string());
const clientMetadata = stringMap.optional();
const attributeName = string().min(1).max(32);
const attributeNames$1 = array(attributeName).max(100);
const attributes = array(object({
	Name: attributeName,
	Value: string().max(2048).optional()
})).max(100);
// packages/cognito-emulator/src/operations/operation.ts
const text = string();
/** An operation on one pool for callers with AWS credentials: `Admin...`, and those about groups and the pool itself. */
function adminOperation({ name, request, run }) {
	return {
		name,
		signed: true,
		request: object({
			...request,
			UserPoolId: text.min(1).max(55).regex(/^[\w-]+_[0-9a-zA-Z]+$/)
		}),
		run: (pools, input) => run(pools.withId(input.UserPoolId), input)
	};
}
/** An operation on all pools, for callers with AWS credentials: creating one, listing them, finding a domain. */
function poolsOperation({ name, request, run }) {
	return {
		name,
		signed: true,
		request: object(request),
		run: (pools, input) => run(pools, input)
	};
}
/** An operation of an app client that names a user: the client proves its secret, if it has one, before anything else. */
function clientOperation({ name, request, run }) {
	return {
		name,
		signed: false,
		request: object({
			...request,
			ClientId: clientId,
			Username: text.min(1).max(128),
			SecretHash: text.min(1).max(128).optional()
		}),
		run: (pools, input) => {
			const { pool, client } = pools.withClient(input.ClientId);
			requireSecretHash(client, input.Username, input.SecretHash);
			return run(pool, input, client);
		}
	};
}
/** An operation of an app client that proves its secret in a way of its own: sign-in, revocation. */
function openClientOperation({ name, request, run }) {
	return {
		name,
		signed: false,
		request: object({
			...request,
			ClientId: clientId
		}),
		run: (pools, input) => {
			const { pool, client } = pools.withClient(input.ClientId);
			return run(pool, input, client);
		}
	};
}
/** An operation of a signed-in user on themselves: the access token is verified, and stands for them, before anything else. */
function userOperation({ name, request, run }) {
	return {
		name,
		signed: false,
		request: object({
			...request,
			AccessToken: accessToken
		}),
		run: (pools, input) => {
			const pool = poolOfToken(pools, input.AccessToken);
			return run(pool, input, pool.accessTokens.callerOf(input.AccessToken));
		}
	};
}
/** The pool that says it issued a token, still to be verified by it; throws NotAuthorizedException. */
function poolOfToken(pools, token) {
	const pool = pools.ofIssuer(decodeClaims(token)?.["iss"]);
	if (pool === void 0) throw notAuthorized("Invalid Access Token");
	return pool;
}
// packages/cognito-emulator/src/pool/attributes.ts
const standardAttributes = new Map(["address birthdate email family_name gender given_name locale middle_name name nickname phone_number picture", "preferred_username profile website zoneinfo email_verified phone_number_verified"].flatMap((names) => names.split(" ")).map((name) => [name, {
	name,
	mutable: true,
	maxLength: 2048
}]));
/** Their names, `sub` first. */
const standardAttributeNames = ["sub", ...standardAttributes.keys()];
function isStandardAttribute(name) {
	return standardAttributeNames.includes(name);
}
const verifiedFlags = ["email_verified", "phone_number_verified"];
/** Attributes by name; a value left out is an empty string, as Cognito treats it. */
function toAttributes(items = []) {
	return Object.fromEntries(items.map(({ Name, Value }) => [Name, Value ?? ""]));
}
/** A user's attributes as answers write them. */
function toItems(attributes) {
	return Object.entries(attributes).map(([Name, Value]) => ({
		Name,
		Value
	}));
}
/** The attributes that a client may read; `sub` always. */
function readableBy(client, attributes) {
	const readable = client.readAttributes;
	if (readable === void 0) return attributes;
	return Object.fromEntries(Object.entries(attributes).filter(([name]) => name === "sub" || readable.includes(name)));
}
/** Throws NotAuthorizedException when a client sends an attribute it may not write (COGNITO A1, A2). */
function requireWritableBy(client, attributes) {
	for (const name of Object.keys(attributes)) if (verifiedFlags.includes(name) || client.writeAttributes?.includes(name) === false) throw notAuthorized("A client attempted to write unauthorized attribute");
}
/** Throws InvalidParameterException for attributes that the pool's schema does not have, or whose values do not fit it. */
function requireSchema(pool, attributes) {
	for (const [name, value] of Object.entries(attributes)) {
		const schema = standardAttributes.get(name) ?? pool.customAttributes.find((custom) => custom.name === name);
		if (schema === void 0) throw nonconforming(`${name}: Attribute does not exist in the schema.\n`);
		if (value.length > schema.maxLength) throw nonconforming(`${name}: String must be no longer than ${schema.maxLength} characters\n`);
		if (verifiedFlags.includes(name) && value !== "true" && value !== "false") throw nonconforming(`${name}: Boolean values must be true or false\n`);
	}
	if (attributes["email"] !== void 0 && !isEmail(attributes["email"])) throw invalidParameter("Invalid email address format.");
}
/** Throws InvalidParameterException for a new user without an attribute that the pool requires. */
function requireComplete({ requiredAttributes }, attributes) {
	for (const name of requiredAttributes) if ((attributes[name] ?? "") === "") throw nonconforming(`${name}: The attribute is required\n`);
}
/** Throws InvalidParameterException for a change to an attribute that keeps its first value. */
function requireMutable(pool, before, changes) {
	for (const name of Object.keys(changes)) {
		const schema = pool.customAttributes.find((custom) => custom.name === name);
		if (name === "sub" || schema?.mutable === false && before[name] !== void 0) throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
	}
}
/** Throws InvalidParameterException for an attribute that users cannot be without, or that has to stay. */
function requireDeletable(pool, names) {
	for (const name of names) {
		const kept = name === "sub" || verifiedFlags.includes(name) || pool.requiredAttributes.includes(name);
		const isAddress = name === "email" && pool.usernameAttributes.includes("email");
		const fixed = pool.customAttributes.some((custom) => custom.name === name && !custom.mutable);
		if (kept || isAddress || fixed) throw invalidParameter(`user.${name}: Attribute cannot be deleted.\n`);
	}
}
/** A user's attributes without those of these names. */
function without$1(attributes, names) {
	return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}
__name(without$1, "without");
/**
* A user's attributes after a change. A new address starts unverified (COGNITO A5) unless the change itself, made by an
* administrator, says otherwise; an empty value removes an attribute.
*/
function changed(before, changes) {
	const after = { ...before };
	if (changes["email"] !== void 0 && changes["email"] !== before["email"]) after["email_verified"] = "false";
	Object.assign(after, changes);
	return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== ""));
}
/** Whether a text has the form of an e-mail address, as loosely as Cognito looks at it; visible characters only. */
function isEmail(text) {
	return text.length <= 320 && /^[^\p{C}\s@"(),:;<>[\\\]]+@[^\p{C}\s@"(),:;<>[\\\]]+\.[^\p{C}\s@"(),:;<>[\\\].]+$/u.test(text);
}
function nonconforming(detail) {
	return invalidParameter(`Attributes did not conform to the schema: ${detail}`);
}
// packages/cognito-emulator/src/operations/pools/schema-request.ts
/** SchemaAttributeType. */
const schemaAttribute = object({
	Name: string().min(1).max(20).regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u),
	AttributeDataType: _enum([
		"String",
		"Number",
		"DateTime",
		"Boolean"
	]).optional(),
	DeveloperOnlyAttribute: boolean().optional(),
	Mutable: boolean().optional(),
	Required: boolean().optional(),
	StringAttributeConstraints: object({
		MinLength: string().optional(),
		MaxLength: string().optional()
	}).optional()
});
const mostCustomAttributes = 50;
const longestValue = 2048;
/** The standard attributes that a schema requires. */
function requiredAttributes(schema) {
	return schema.filter(({ Name, Required }) => isStandardAttribute(Name) && Required === true).map(({ Name }) => Name);
}
/** The custom attributes of a schema, under the names they will have; throws InvalidParameterException. */
function customAttributes(schema, existing) {
	const added = schema.filter(({ Name }) => !isStandardAttribute(Name)).map(toAttributeSchema);
	const all = [...existing, ...added];
	for (const { name } of added) if (all.filter((other) => other.name === name).length > 1) throw invalidParameter(`${name}: Existing attribute already has name ${name}.`);
	if (all.length > mostCustomAttributes) throw invalidParameter("Too many custom attributes: a user pool has up to 50.");
	return all;
}
function toAttributeSchema(attribute) {
	const { Name, AttributeDataType = "String", Mutable = true, Required, StringAttributeConstraints: limits } = attribute;
	if (Required === true) throw invalidParameter("Required custom attributes are not supported currently.");
	return {
		name: `${attribute.DeveloperOnlyAttribute === true ? "dev:" : ""}custom:${Name}`,
		mutable: Mutable,
		dataType: AttributeDataType,
		minLength: Number(limits?.MinLength ?? 0),
		maxLength: Math.min(Number(limits?.MaxLength ?? longestValue), longestValue)
	};
}
// packages/cognito-emulator/src/operations/pools/add-custom-attributes.ts
/**
* Adds attributes for good: they can be neither removed nor retyped (COGNITO A3).
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html
*/
const addCustomAttributes = adminOperation({
	name: "AddCustomAttributes",
	request: { CustomAttributes: array(schemaAttribute).min(1).max(25) },
	run({ pool, reconfigure }, input) {
		reconfigure({ customAttributes: customAttributes(input.CustomAttributes, pool.customAttributes) });
		return {};
	}
});
// packages/cognito-emulator/src/operations/answers.ts
/** AWS JSON 1.1 writes a time as seconds since the epoch, with milliseconds as a fraction. */
function timestamp(iso) {
	return new Date(iso).getTime() / 1e3;
}
/** UserType, as AdminCreateUser and ListUsers give it; only `attributes`, if given. */
function userAnswer(user, attributes = user.attributes) {
	return {
		Username: user.username,
		Attributes: toItems(attributes),
		UserCreateDate: timestamp(user.createdAt),
		UserLastModifiedDate: timestamp(user.modifiedAt),
		Enabled: user.enabled,
		UserStatus: user.status
	};
}
/** GroupType. */
function groupAnswer(group, userPoolId) {
	return {
		GroupName: group.name,
		UserPoolId: userPoolId,
		Description: group.description,
		Precedence: group.precedence,
		RoleArn: group.roleArn,
		CreationDate: timestamp(group.createdAt),
		LastModifiedDate: timestamp(group.modifiedAt)
	};
}
/** The factors that a user has turned on, as GetUser and AdminGetUser give them. */
function mfaAnswer({ softwareTokenMfa }) {
	if (softwareTokenMfa === void 0) return {};
	const factor = "SOFTWARE_TOKEN_MFA";
	return {
		UserMFASettingList: [factor],
		...softwareTokenMfa === "PREFERRED" && { PreferredMfaSetting: factor }
	};
}
// packages/cognito-emulator/src/operations/clients/secret-answer.ts
/** A client's secrets as answers describe them, the older first; never their values. */
function secretDescriptors({ id, secret, secretCreatedAt, secondSecret, createdAt }) {
	return [...secret === void 0 ? [] : [secretCreatedAt ?? createdAt], ...secondSecret === void 0 ? [] : [secondSecret.createdAt]].map((at) => ({
		ClientSecretId: `${id}--${new Date(at).getTime()}`,
		ClientSecretCreateDate: timestamp(at)
	}));
}
// packages/cognito-emulator/src/operations/clients/add-user-pool-client-secret.ts
/**
* Gives a client a second secret beside its first, so that servers can change over (COGNITO A8).
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html
*/
const addUserPoolClientSecret = adminOperation({
	name: "AddUserPoolClientSecret",
	request: {
		ClientId: clientId,
		ClientSecret: string().min(24).max(64).regex(/^[\w+]+$/).optional()
	},
	run({ clients, clock }, input) {
		const client = clients.withId(input.ClientId);
		if (client.secret === void 0) throw invalidParameter("Client is not configured with a secret.");
		if (client.secondSecret !== void 0) throw new CognitoError("LimitExceededException", "A client has at most two secrets.");
		const value = input.ClientSecret ?? newClientSecret();
		const first = new Date(client.secretCreatedAt ?? client.createdAt).getTime();
		const secondSecret = {
			value,
			createdAt: new Date(Math.max(clock.now().getTime(), first + 1)).toISOString()
		};
		const descriptor = secretDescriptors(clients.update(client.id, { secondSecret })).at(-1);
		const shown = input.ClientSecret === void 0 ? { ClientSecretValue: value } : {};
		return { ClientSecretDescriptor: {
			...descriptor,
			...shown
		} };
	}
});
// packages/cognito-emulator/src/operations/groups/admin-add-user-to-group.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
const adminAddUserToGroup = adminOperation({
	name: "AdminAddUserToGroup",
	request: {
		Username: username,
		GroupName: groupName
	},
	run({ users, groups }, input) {
		const group = groups.named(input.GroupName);
		users.update(users.named(input.Username).username, (user) => ({ groups: [.../* @__PURE__ */ new Set([...user.groups, group.name])] }));
		return {};
	}
});
// packages/cognito-emulator/src/operations/users/admin-confirm-sign-up.ts
/**
* Confirms a user without a code; the address stays unverified.
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html
*/
const adminConfirmSignUp = adminOperation({
	name: "AdminConfirmSignUp",
	request: {
		Username: username,
		ClientMetadata: clientMetadata
	},
	async run({ users, codes, triggers }, input) {
		const user = users.named(input.Username);
		if (user.status !== "UNCONFIRMED") throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
		const confirmed = users.update(user.username, () => ({ status: "CONFIRMED" }));
		codes.forget(user);
		await triggers.postConfirmation({
			source: "ConfirmSignUp",
			user: confirmed,
			clientMetadata: input.ClientMetadata
		});
		return {};
	}
});
// packages/cognito-emulator/src/pool/password-policy.ts
const symbols = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+= ]/;
/** Throws InvalidPasswordException naming the first rule that a password breaks. */
function requireStrength(policy, password) {
	const broken = password.length < policy.minimumLength && "Password not long enough" || policy.requireUppercase && !/[A-Z]/.test(password) && "Password must have uppercase characters" || policy.requireLowercase && !/[a-z]/.test(password) && "Password must have lowercase characters" || policy.requireNumbers && !/[0-9]/.test(password) && "Password must have numeric characters" || policy.requireSymbols && !symbols.test(password) && "Password must have symbol characters";
	if (broken) throw new CognitoError("InvalidPasswordException", `Password did not conform with policy: ${broken}`);
}
/** A password that meets any policy, for users whose administrator gave none. */
function temporaryPassword() {
	const kinds = [
		"ABCDEFGHJKLMNPQRSTUVWXYZ",
		"abcdefghijkmnopqrstuvwxyz",
		"23456789",
		"!@#%&*"
	];
	return Array.from({ length: 16 }, (_, index) => {
		const kind = kinds[index % kinds.length] ?? "";
		return kind.charAt(randomInt(kind.length));
	}).join("");
}
// packages/cognito-emulator/src/operations/users/admin-create-user.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
const adminCreateUser = adminOperation({
	name: "AdminCreateUser",
	request: {
		Username: username,
		UserAttributes: attributes.optional(),
		ValidationData: attributes.optional(),
		TemporaryPassword: password.optional(),
		MessageAction: _enum(["RESEND", "SUPPRESS"]).optional(),
		DesiredDeliveryMediums: array(_enum(["SMS", "EMAIL"])).optional(),
		ForceAliasCreation: boolean().optional(),
		ClientMetadata: clientMetadata
	},
	async run(services, input) {
		const secret = input.TemporaryPassword ?? temporaryPassword();
		const user = input.MessageAction === "RESEND" ? invited(services, input.Username, secret) : await create(services, input, secret);
		if (input.MessageAction !== "SUPPRESS" && input.DesiredDeliveryMediums?.includes("EMAIL") === true) {
			const clientMetadata = input.ClientMetadata;
			await services.messages.sendInvitation({
				user,
				password: secret,
				clientMetadata
			});
		}
		return { User: userAnswer(user) };
	}
});
async function create({ pool, users, passwords, triggers }, input, secret) {
	if (!isEmail(input.Username)) throw invalidParameter("Username should be an email.");
	const given = {
		email: input.Username,
		...toAttributes(input.UserAttributes)
	};
	requireSchema(pool, given);
	if (given.email.toLowerCase() !== input.Username.toLowerCase()) throw invalidParameter("Username and the email attribute must be the same address.");
	const name = users.nextUsername();
	const stored = passwords.temporary(name, secret);
	await triggers.preSignUp({
		source: "AdminCreateUser",
		username: name,
		attributes: given,
		validationData: toAttributes(input.ValidationData),
		clientMetadata: input.ClientMetadata
	});
	return users.add({
		username: name,
		attributes: {
			sub: name,
			...given
		},
		status: "FORCE_CHANGE_PASSWORD",
		password: stored
	});
}
/** RESEND: a new temporary password, and its days begin anew, for somebody who has not signed in yet. */
function invited({ users, passwords }, name, secret) {
	const user = users.named(name);
	if (user.status !== "FORCE_CHANGE_PASSWORD") throw new CognitoError("UnsupportedUserStateException", "Resend not possible. Only available for users in FORCE_CHANGE_PASSWORD status.");
	return users.update(user.username, () => ({ password: passwords.temporary(user.username, secret) }));
}
// packages/cognito-emulator/src/operations/mfa/admin-delete-software-token.ts
/**
* Forgets a user's authenticator app, for somebody who has lost it (COGNITO A8).
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html
*/
const adminDeleteSoftwareToken = adminOperation({
	name: "AdminDeleteSoftwareToken",
	request: { Username: username },
	run({ users }, input) {
		users.update(users.named(input.Username).username, () => ({
			softwareToken: void 0,
			pendingSoftwareToken: void 0,
			softwareTokenMfa: void 0
		}));
		return {};
	}
});
// packages/cognito-emulator/src/operations/users/admin-delete-user.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
const adminDeleteUser = adminOperation({
	name: "AdminDeleteUser",
	request: { Username: username },
	run({ users, codes, userSessions }, input) {
		const user = users.named(input.Username);
		userSessions.revokeAllOf(user);
		codes.forget(user);
		users.remove(user);
		return {};
	}
});
// packages/cognito-emulator/src/operations/users/admin-delete-user-attributes.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
const adminDeleteUserAttributes = adminOperation({
	name: "AdminDeleteUserAttributes",
	request: {
		Username: username,
		UserAttributeNames: attributeNames$1
	},
	run({ pool, users }, { Username, UserAttributeNames: names }) {
		const user = users.named(Username);
		requireDeletable(pool, names);
		users.update(user.username, ({ attributes }) => ({ attributes: without$1(attributes, names) }));
		return {};
	}
});
// packages/cognito-emulator/src/operations/users/admin-disable-user.ts
/**
* Disables a user and revokes all their tokens.
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
*/
const adminDisableUser = adminOperation({
	name: "AdminDisableUser",
	request: { Username: username },
	run({ users, userSessions }, input) {
		const user = users.update(users.named(input.Username).username, () => ({ enabled: false }));
		userSessions.revokeAllOf(user);
		return {};
	}
});
// packages/cognito-emulator/src/operations/users/admin-enable-user.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
const adminEnableUser = adminOperation({
	name: "AdminEnableUser",
	request: { Username: username },
	run({ users }, input) {
		users.update(users.named(input.Username).username, () => ({ enabled: true }));
		return {};
	}
});
// packages/cognito-emulator/src/operations/users/admin-get-user.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
const adminGetUser = adminOperation({
	name: "AdminGetUser",
	request: { Username: username },
	run({ users }, input) {
		const user = users.named(input.Username);
		const { Attributes: UserAttributes, ...answer } = userAnswer(user);
		return {
			...answer,
			UserAttributes,
			...mfaAnswer(user)
		};
	}
});
// packages/cognito-emulator/src/sign-in/challenge-sessions.ts
const defaultMinutes = 3;
const openSessions$1 = 1e4;
/**
* Sign-ins under way, in memory only: they live minutes, and an SRP secret has no business on a disk. A session's id is
* random, so it can be neither forged nor guessed; each is good for one answer.
*/
var ChallengeSessions = class {
	constructor(clients, clock) {
		this.clients = clients;
		this.clock = clock;
		this.sessions = /* @__PURE__ */ new Map();
	}
	/** Opens a session; its id is what the client sends back. */
	open(session, idBytes = 192) {
		const id = randomBytes(idBytes).toString("base64");
		const minutes = this.clients.find(session.clientId)?.authSessionMinutes ?? defaultMinutes;
		const expiresAt = this.clock.now().getTime() + minutes * 6e4;
		this.forgetOldest();
		this.sessions.set(id, {
			...session,
			id,
			expiresAt
		});
		return id;
	}
	/** The session of an id, left open; throws NotAuthorizedException unless it waits for this challenge from this client. */
	find(id, challenge, clientId) {
		const session = this.findOfAnyClient(id, challenge);
		if (session.clientId !== clientId) throw invalidSession();
		return session;
	}
	/** As `find`, for the requests that name no client. */
	findOfAnyClient(id, challenge) {
		const session = this.sessions.get(id ?? "");
		if (session === void 0 || !waitsFor(session, challenge)) throw invalidSession();
		if (session.expiresAt <= this.clock.now().getTime()) {
			this.close(session);
			throw notAuthorized("Invalid session for the user, session is expired.");
		}
		return session;
	}
	has(id) {
		return this.sessions.has(id);
	}
	/** Uses a session up: of several answers at once, one comes first. */
	close({ id }) {
		this.sessions.delete(id);
	}
	forgetOldest() {
		if (this.sessions.size < openSessions$1) return;
		const oldest = this.sessions.keys().next();
		if (!oldest.done) this.sessions.delete(oldest.value);
	}
};
/** What a session is refused with that is not of this user, client or challenge, or is over. */
function invalidSession() {
	return notAuthorized("Invalid session for the user.");
}
function waitsFor(session, challenge) {
	return session.challenge === challenge;
}
// packages/cognito-emulator/src/sign-in/user-migration.ts
/**
* The user of a name, brought from elsewhere by UserMigration when the pool does not know them (AWS, "Migrate user Lambda
* trigger"); undefined when nobody does. Throws the trigger's refusal, and for an answer that makes no user of this pool what
* Cognito says then, "Exception migrating user in app client", unless the client hides who has an account.
*/
async function findOrMigrate(services, subject) {
	const { pool, users, triggers } = services;
	const { userName, client } = subject;
	const known = users.find(userName);
	if (known !== void 0 || !triggers.canMigrate()) return known;
	const migration = await triggers.userMigration(subject);
	const arrived = users.find(userName);
	if (arrived !== void 0) return arrived;
	const attributes = acceptable(pool, userName, migration?.userAttributes ?? {});
	if (migration !== void 0 && attributes !== void 0) return bring(services, subject, migration, attributes);
	if (client.preventUserExistenceErrors === "ENABLED") return void 0;
	throw new CognitoError("UserNotFoundException", `Exception migrating user in app client ${client.id}`);
}
async function bring({ users, passwords, messages }, { password, client, clientMetadata }, { finalUserStatus, messageAction, desiredDeliveryMediums }, attributes) {
	const username = users.nextUsername();
	const status = finalUserStatus ?? "RESET_REQUIRED";
	const user = users.add({
		username,
		attributes: {
			sub: username,
			...attributes
		},
		status,
		...status === "CONFIRMED" && password !== void 0 && { password: passwords.migrated(username, password) }
	});
	if (messageAction !== "SUPPRESS" && desiredDeliveryMediums?.includes("EMAIL") === true && password !== void 0) await messages.sendInvitation({
		user,
		password,
		client,
		clientMetadata
	});
	return user;
}
/** The attributes of a user to be, whose address is the name that they gave; undefined when this pool cannot have them. */
function acceptable(pool, userName, given) {
	const attributes = {
		email: userName,
		...without$1(given, ["username"])
	};
	if (attributes["email"]?.toLowerCase() !== userName.toLowerCase()) return void 0;
	try {
		requireSchema(pool, attributes);
		requireComplete(pool, attributes);
		return attributes;
	} catch (error) {
		if (error instanceof CognitoError) return void 0;
		throw error;
	}
}
// packages/cognito-emulator/src/sign-in/pre-authentication.ts
/**
* Asks PreAuthentication, once in a sign-in and at its start: that is when its request still holds the client's validation data.
* Throws the trigger's refusal.
*/
async function preAuthenticate({ users, triggers }, { client, validationData }, userName) {
	await triggers.preAuthentication({
		userName,
		user: users.find(userName),
		client,
		validationData
	});
}
// packages/cognito-emulator/src/tokens/access-tokens.ts
/** The scope that opens the user pool's own operations to a user (COGNITO T7). */
const userAdminScope = "aws.cognito.signin.user.admin";
/** Reads the access tokens that come back to the pool that issued them. */
var AccessTokens = class {
	constructor(issuer, keys, sessions, users, clients, clock) {
		this.issuer = issuer;
		this.keys = keys;
		this.sessions = sessions;
		this.users = users;
		this.clients = clients;
		this.clock = clock;
	}
	/** The caller behind a token; throws NotAuthorizedException when it is forged, expired, revoked, or of too little scope. */
	callerOf(token) {
		return this.holderOf(token, userAdminScope);
	}
	/** As `callerOf`, for what another scope opens. */
	holderOf(token, scope) {
		const claims = verifyJwt(this.keys, token);
		if (claims?.["iss"] !== this.issuer || claims["token_use"] !== "access") throw notAuthorized("Invalid Access Token");
		if (Number(claims["exp"]) <= epochSeconds(this.clock)) throw notAuthorized("Access Token has expired");
		const scopes = String(claims["scope"]).split(" ");
		if (!scopes.includes(scope)) throw notAuthorized("Access Token does not have required scopes");
		const sessionId = String(claims["origin_jti"]);
		if (!this.sessions.isLive(sessionId)) throw notAuthorized("Access Token has been revoked");
		const user = this.users.named(String(claims["username"]));
		if (!user.enabled) throw notAuthorized("User is disabled.");
		return {
			user,
			client: this.clients.withId(String(claims["client_id"])),
			sessionId,
			scopes
		};
	}
};
// packages/cognito-emulator/src/sign-in/start-session.ts
/** The end of a sign-in: after PostAuthentication, begins a session of the user and answers with its tokens; at the hosted pages, answers with the user. */
async function startSession(services, { client, clientMetadata, hosted }, user, source) {
	await services.triggers.postAuthentication({
		user,
		client,
		clientMetadata
	});
	if (hosted === true) return { HostedUser: user };
	const scopes = [userAdminScope];
	const occasion = {
		user,
		client,
		session: { scopes },
		source,
		clientMetadata
	};
	const overrides = await services.triggers.preTokenGeneration(occasion);
	const { session, refreshToken } = services.userSessions.begin(user, client, scopes);
	const { accessToken, idToken } = services.tokenIssuer.mint({
		user,
		client,
		session
	}, overrides);
	return {
		ChallengeParameters: {},
		AuthenticationResult: {
			AccessToken: accessToken,
			ExpiresIn: client.accessTokenSeconds,
			IdToken: idToken,
			RefreshToken: refreshToken,
			TokenType: "Bearer"
		}
	};
}
// packages/cognito-emulator/src/sign-in/mfa-step.ts
/**
* Goes on after the first factor: asks for a software token where the pool or the user wants one, for its registration where
* the pool requires one and the user has none, or issues tokens.
*/
async function afterFirstFactor(services, step, user, source) {
	if (needsSoftwareToken(services.pool, user)) return askForSoftwareToken(services, step, user, source);
	if (services.pool.mfaConfiguration === "ON") return askForMfaSetup(services, step, user, source);
	return startSession(services, step, user, source);
}
/** Whether a user has to answer with a software token: a required one always, an optional one when they have turned it on. */
function needsSoftwareToken({ mfaConfiguration }, user) {
	if (user.softwareToken === void 0 || mfaConfiguration === "OFF") return false;
	return mfaConfiguration === "ON" || user.softwareTokenMfa !== void 0;
}
function askForSoftwareToken({ challengeSessions }, { client }, { username, softwareToken }, source) {
	const challenge = "SOFTWARE_TOKEN_MFA";
	return {
		ChallengeName: challenge,
		Session: challengeSessions.open({
			challenge,
			username,
			clientId: client.id,
			memory: { source }
		}),
		ChallengeParameters: {
			USER_ID_FOR_SRP: username,
			...softwareToken?.deviceName !== void 0 && { FRIENDLY_DEVICE_NAME: softwareToken.deviceName }
		}
	};
}
function askForMfaSetup({ challengeSessions }, { client }, { username }, source) {
	const challenge = "MFA_SETUP";
	return {
		ChallengeName: challenge,
		Session: challengeSessions.open({
			challenge,
			username,
			clientId: client.id,
			memory: { source }
		}),
		ChallengeParameters: {
			MFAS_CAN_SETUP: "[\"SOFTWARE_TOKEN_MFA\"]",
			USER_ID_FOR_SRP: username
		}
	};
}
// packages/cognito-emulator/src/sign-in/sign-in-step.ts
/** A parameter that a step cannot do without; throws InvalidParameterException. */
function required({ parameters }, name) {
	const value = parameters[name];
	if (value === void 0 || value === "") throw invalidParameter(`Missing required parameter ${name}`);
	return value;
}
/** The USERNAME of a step, once the client has proven its secret with it. */
function provenUsername(step) {
	const username = required(step, "USERNAME");
	requireSecretHash(step.client, username, step.parameters["SECRET_HASH"]);
	return username;
}
/** What an unknown user name is answered with, as the client wants it (prevent_user_existence_errors). */
function unknownUser({ client }) {
	return client.preventUserExistenceErrors === "ENABLED" ? incorrectCredentials() : new CognitoError("UserNotFoundException", "User does not exist.");
}
/** Throws PasswordResetRequiredException for a user whose password no longer counts. */
function requireUsablePassword(user) {
	if (user.status === "RESET_REQUIRED") throw new CognitoError("PasswordResetRequiredException", "Password reset required for the user");
}
/** Throws for a user who is disabled or has not confirmed, each with the error of COGNITO A7. */
function requireMaySignIn(user) {
	if (!user.enabled) throw notAuthorized("User is disabled.");
	if (user.status === "UNCONFIRMED") throw new CognitoError("UserNotConfirmedException", "User is not confirmed.");
}
/**
* Goes on after a right password: refuses users who may not sign in, each with the error of COGNITO A7, asks for a new
* password in place of a temporary one, or goes on to the second factor.
*/
async function afterPassword(services, step, user) {
	requireMaySignIn(user);
	services.passwords.requireCurrent(user);
	if (user.status === "FORCE_CHANGE_PASSWORD") return askForNewPassword(services, step, user);
	return afterFirstFactor(services, step, user, "Authentication");
}
function askForNewPassword(services, { client }, user) {
	const attributes = Object.entries(user.attributes).filter(([name]) => name !== "sub");
	const challenge = "NEW_PASSWORD_REQUIRED";
	return {
		ChallengeName: challenge,
		Session: services.challengeSessions.open({
			challenge,
			username: user.username,
			clientId: client.id,
			memory: null
		}),
		ChallengeParameters: {
			USER_ID_FOR_SRP: user.username,
			requiredAttributes: JSON.stringify(missingAttributes(services, user)),
			userAttributes: JSON.stringify(Object.fromEntries(attributes))
		}
	};
}
/** What the pool requires and an administrator did not give, as NEW_PASSWORD_REQUIRED names it. */
function missingAttributes({ pool }, { attributes }) {
	return pool.requiredAttributes.filter((name) => attributes[name] === void 0).map((name) => `userAttributes.${name}`);
}
// packages/cognito-emulator/src/sign-in/password-flow.ts
/** USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH and the hosted pages: the password itself is sent. */
async function signInWithPassword(services, step) {
	const name = provenUsername(step);
	await migrateUnknown(services, step);
	await preAuthenticate(services, step, name);
	return checkPassword(services, step);
}
/**
* Asks UserMigration about a name that the pool does not know. What it refuses counts as a wrong password, so that nobody can
* try passwords against the old directory without end.
*/
async function migrateUnknown(services, step) {
	const { users, attempts } = services;
	const userName = provenUsername(step);
	const password = required(step, "PASSWORD");
	const attemptedName = users.find(userName)?.username ?? userName.toLowerCase();
	attempts.requireUnlocked(attemptedName);
	const { client, validationData, clientMetadata } = step;
	await findOrMigrate(services, {
		source: "Authentication",
		userName,
		password,
		client,
		validationData,
		clientMetadata
	}).catch((error) => {
		attempts.failed(attemptedName);
		throw error;
	});
}
/** A password, in a sign-in that has begun before. */
async function checkPassword(services, step) {
	const { users, passwords, attempts } = services;
	const name = provenUsername(step);
	const password = required(step, "PASSWORD");
	const user = users.find(name);
	const attemptedName = user?.username ?? name.toLowerCase();
	attempts.requireUnlocked(attemptedName);
	if (user !== void 0) requireUsablePassword(user);
	const matches = passwords.match(user ?? { username: name }, password);
	if (user === void 0 || !matches) {
		attempts.failed(attemptedName);
		throw user === void 0 ? unknownUser(step) : incorrectCredentials();
	}
	attempts.succeeded(attemptedName);
	return afterPassword(services, step, user);
}
// packages/cognito-emulator/src/srp/srp-handshake.ts
/** Reads the client's A from hexadecimal; undefined when it is not a number or is 0 modulo N (RFC 5054, section 2.5.4). */
function parseClientPublic(hex) {
	if (!/^[0-9a-f]{1,1024}$/i.test(hex)) return void 0;
	const value = BigInt(`0x${hex}`);
	return value % prime === 0n ? void 0 : value;
}
/** Answers the client's A with B = k*v + g^b. */
function startHandshake(clientPublic, { verifier }) {
	const secret = toBigInt(randomBytes(32));
	return {
		clientPublic,
		serverPublic: modulo(multiplier * BigInt(`0x${verifier}`) + power(generator, secret)),
		secret
	};
}
/** Whether the claim was signed with the key that both sides derive, compared in constant time. */
function claimHolds(handshake, owner, verifier, claim) {
	const expected = createHmac("sha256", sessionKey(handshake, verifier)).update(owner.poolName).update(owner.username).update(claim.secretBlock).update(claim.timestamp).digest();
	return expected.length === claim.signature.length && timingSafeEqual(expected, claim.signature);
}
/** HKDF over S = (A * v^u)^b, with the label of Cognito's clients. */
function sessionKey({ clientPublic, serverPublic, secret }, { verifier }) {
	const u = toBigInt(sha256(padded(clientPublic), padded(serverPublic)));
	const shared = power(clientPublic * power(BigInt(`0x${verifier}`), u), secret);
	return Buffer.from(hkdfSync("sha256", padded(shared), padded(u), "Caldera Derived Key", 16));
}
// packages/cognito-emulator/src/sign-in/srp-exchange.ts
/**
* Answers the client's A. An unknown user is answered alike, with a salt and a name that stay the same, and fails at the next
* step. The state of the exchange is found again by SECRET_BLOCK. `custom` is what a custom sign-in has behind it.
*/
function openSrpExchange(services, step, name, custom) {
	const { users, passwords, attempts, challengeSessions } = services;
	const clientPublic = parseClientPublic(required(step, "SRP_A"));
	if (clientPublic === void 0) throw invalidParameter("Invalid SRP_A");
	const user = users.find(name);
	if (user === void 0 && step.client.preventUserExistenceErrors === "LEGACY") throw unknownUser(step);
	if (user !== void 0) requireUsablePassword(user);
	const attemptedName = user?.username ?? name.toLowerCase();
	attempts.requireUnlocked(attemptedName);
	const standIn = passwords.standIn(name);
	const { username, password = standIn.password } = user ?? standIn;
	const handshake = startHandshake(clientPublic, password);
	const challenge = "PASSWORD_VERIFIER";
	const memory = {
		handshake,
		attemptedName,
		...custom !== void 0 && { custom }
	};
	const secretBlock = challengeSessions.open({
		challenge,
		username,
		clientId: step.client.id,
		memory
	}, 768);
	return {
		ChallengeName: challenge,
		ChallengeParameters: {
			SALT: password.salt,
			SECRET_BLOCK: secretBlock,
			SRP_B: handshake.serverPublic.toString(16),
			USERNAME: username,
			USER_ID_FOR_SRP: username
		}
	};
}
// packages/cognito-emulator/src/sign-in/choice-flow.ts
const factors = ["PASSWORD_SRP", "PASSWORD"];
/** USER_AUTH: the client names the factor it prefers, or is told which there are; an unknown name is answered alike. */
async function startChoice(services, step) {
	const name = provenUsername(step);
	const user = services.users.find(name);
	if (user === void 0 && step.client.preventUserExistenceErrors === "LEGACY") throw unknownUser(step);
	await preAuthenticate(services, step, name);
	const preferred = factors.find((factor) => factor === step.parameters["PREFERRED_CHALLENGE"]);
	const sent = preferred === "PASSWORD" ? "PASSWORD" : "SRP_A";
	if (preferred !== void 0 && step.parameters[sent] !== void 0) return proceed(services, step, preferred, name);
	const challenge = preferred ?? "SELECT_CHALLENGE";
	return {
		ChallengeName: challenge,
		Session: services.challengeSessions.open({
			challenge,
			username: user?.username ?? name,
			clientId: step.client.id,
			memory: null
		}),
		ChallengeParameters: {},
		AvailableChallenges: factors
	};
}
/** SELECT_CHALLENGE: the factor that the user chose, in ANSWER, with what it takes. */
async function answerSelection(services, step) {
	const chosen = factors.find((factor) => factor === required(step, "ANSWER"));
	if (chosen === void 0) throw invalidParameter("Selected challenge is not available.");
	return answerWith(services, step, "SELECT_CHALLENGE", chosen);
}
/** PASSWORD: the factor that the client preferred before it had the password. */
async function answerPassword(services, step) {
	return answerWith(services, step, "PASSWORD", "PASSWORD");
}
/** PASSWORD_SRP: the same by the SRP protocol. */
async function answerPasswordSrp(services, step) {
	return answerWith(services, step, "PASSWORD_SRP", "PASSWORD_SRP");
}
async function answerWith(services, step, challenge, factor) {
	const { users, challengeSessions } = services;
	const name = provenUsername(step);
	const session = challengeSessions.find(step.session, challenge, step.client.id);
	if ((users.find(name)?.username ?? name) !== session.username) throw invalidSession();
	challengeSessions.close(session);
	return proceed(services, step, factor, session.username);
}
async function proceed(services, step, factor, name) {
	if (factor === "PASSWORD_SRP") return openSrpExchange(services, step, name);
	await migrateUnknown(services, step);
	return checkPassword(services, step);
}
// packages/cognito-emulator/src/triggers/trigger-runner.ts
const limitInMilliseconds = 5e3;
const attempts = 3;
const answered = looseObject({
	version: string(),
	triggerSource: string(),
	userPoolId: string(),
	request: looseObject({}),
	response: record(string(), unknown())
});
/** A function that could not be run at all, by the name of the error that kept it from running. */
var InvocationError = class extends Error {
	constructor(..._args) {
		super(..._args);
		this.name = "InvocationError";
	}
};
/** Runs trigger functions under Cognito's terms: JSON in and out, five seconds an attempt, three attempts (COGNITO L1). */
var TriggerRunner = class {
	/** `find` gives the function that a trigger runs, if it has one now. */
	constructor(find, clock) {
		this.find = find;
		this.clock = clock;
	}
	has(name) {
		return this.find(name) !== void 0;
	}
	/**
	* The `response` of a trigger's answer; the event's own when no function is set. What the function throws becomes
	* UserLambdaValidationException (COGNITO L2); only silence is tried again, and ends, like a function that cannot be run, in
	* UnexpectedLambdaException. The wording is that of errors seen in public: "PostAuthentication invocation failed due to error
	* Socket timeout while invoking Lambda function.", "PreSignUp invocation failed due to error AccessDeniedException."
	*/
	async run(name, event) {
		const handler = this.find(name);
		if (handler === void 0) return event.response;
		for (let attempt = 1; attempt <= attempts; attempt += 1) {
			const outcome = await this.withinLimit((signal) => handler(structuredClone(event), signal));
			if (outcome === "silent") continue;
			if ("error" in outcome) throw refusal$2(name, outcome.error);
			return responseOf(outcome.answer);
		}
		throw invocationFailed(name, "Socket timeout while invoking Lambda function");
	}
	withinLimit(call) {
		const waiting = new AbortController();
		return new Promise((resolve) => {
			const cancel = this.clock.after(limitInMilliseconds, () => {
				resolve("silent");
				waiting.abort();
			});
			Promise.resolve(waiting.signal).then(call).then((answer) => {
				resolve({ answer });
			}, (error) => {
				resolve({ error });
			}).finally(cancel);
		});
	}
};
function responseOf(answer) {
	const parsed = answered.safeParse(answer);
	if (!parsed.success) throw invalidResponse();
	return record(string(), unknown()).parse(JSON.parse(JSON.stringify(parsed.data.response)));
}
/** What an answer that does not fit its trigger is refused with. */
function invalidResponse() {
	return new CognitoError("InvalidLambdaResponseException", "Unrecognizable lambda output");
}
function refusal$2(name, error) {
	if (error instanceof InvocationError) return invocationFailed(name, error.message);
	const message = error instanceof Error ? error.message : String(error);
	return new CognitoError("UserLambdaValidationException", `${name} failed with error ${message}.`);
}
__name(refusal$2, "refusal");
function invocationFailed(name, reason) {
	return new CognitoError("UnexpectedLambdaException", `${name} invocation failed due to error ${reason}.`);
}
// packages/cognito-emulator/src/sign-in/custom-flow.ts
const challenge$2 = "CUSTOM_CHALLENGE";
/** CUSTOM_AUTH: triggers say what comes next; with CHALLENGE_NAME SRP_A, the client has begun to prove the password. */
async function startCustom(services, step) {
	const name = provenUsername(step);
	if (services.users.find(name) === void 0 && step.client.preventUserExistenceErrors === "LEGACY") throw unknownUser(step);
	const bySrp = step.parameters["CHALLENGE_NAME"] === "SRP_A";
	if (bySrp) required(step, "SRP_A");
	await preAuthenticate(services, step, name);
	return decide(services, step, name, bySrp ? [{
		challengeName: "SRP_A",
		challengeResult: true
	}] : []);
}
/** Goes on with a custom sign-in whose password has been proven. */
async function continueCustom(services, step, user, history) {
	const proven = {
		challengeName: "PASSWORD_VERIFIER",
		challengeResult: true
	};
	return decide(services, step, user.username, [...history, proven]);
}
/** CUSTOM_CHALLENGE: a trigger says whether the answer is right, and another what follows. The session is used up either way. */
async function answerCustom(services, step) {
	const { users, challengeSessions, challengeTriggers } = services;
	const name = provenUsername(step);
	const answer = required(step, "ANSWER");
	const session = challengeSessions.find(step.session, challenge$2, step.client.id);
	if ((users.find(name)?.username ?? name) !== session.username) throw invalidSession();
	challengeSessions.close(session);
	const { history, privateParameters, metadata } = session.memory;
	const right = await challengeTriggers.verify(signInOf(services, step, name), privateParameters, answer);
	const result = {
		challengeName: challenge$2,
		challengeResult: right,
		challengeMetadata: metadata
	};
	return decide(services, step, name, [...history, result]);
}
async function decide(services, step, name, history) {
	const signIn = signInOf(services, step, name);
	if (signIn.user !== void 0) {
		requireMaySignIn(signIn.user);
		requireUsablePassword(signIn.user);
	}
	const next = await services.challengeTriggers.define(signIn, history);
	if (next.failAuthentication === true) throw incorrectCredentials();
	if (next.issueTokens === true) {
		if (signIn.user === void 0) throw incorrectCredentials();
		return startSession(services, step, signIn.user, "Authentication");
	}
	if (next.challengeName === challenge$2) return ask(services, signIn, history);
	if (next.challengeName === "PASSWORD_VERIFIER" && step.parameters["SRP_A"] !== void 0) return openSrpExchange(services, step, name, history);
	throw invalidResponse();
}
async function ask({ challengeSessions, challengeTriggers }, signIn, history) {
	const created = await challengeTriggers.create(signIn, history);
	const { userName: username, client } = signIn;
	const memory = {
		history,
		privateParameters: created.privateChallengeParameters ?? {},
		metadata: created.challengeMetadata ?? null
	};
	return {
		ChallengeName: challenge$2,
		Session: challengeSessions.open({
			challenge: challenge$2,
			username,
			clientId: client.id,
			memory
		}),
		ChallengeParameters: {
			...created.publicChallengeParameters,
			USERNAME: username
		}
	};
}
function signInOf({ users }, { client, clientMetadata }, name) {
	const user = users.find(name);
	return {
		userName: user?.username ?? name,
		user,
		client,
		clientMetadata
	};
}
// packages/cognito-emulator/src/sign-in/mfa-challenges.ts
/** SOFTWARE_TOKEN_MFA: a code of the user's authenticator app. A wrong one leaves the session open for another try. */
async function answerSoftwareToken(services, step) {
	const { challengeSessions, softwareTokens } = services;
	const name = provenUsername(step);
	const session = challengeSessions.find(step.session, "SOFTWARE_TOKEN_MFA", step.client.id);
	const user = userOf$1(services, session, name);
	softwareTokens.redeem(user, required(step, "SOFTWARE_TOKEN_MFA_CODE"));
	challengeSessions.close(session);
	return startSession(services, step, user, session.memory.source);
}
/** MFA_SETUP: goes on with a session in which VerifySoftwareToken has registered a token. */
async function finishMfaSetup(services, step) {
	const name = provenUsername(step);
	const session = services.challengeSessions.find(step.session, "MFA_SETUP", step.client.id);
	const user = userOf$1(services, session, name);
	if (session.memory.verified !== true || user.softwareToken === void 0) throw invalidSession();
	services.challengeSessions.close(session);
	return startSession(services, step, user, session.memory.source);
}
/** The user whom a session is for, if that is whom the request names, and if they may still sign in. */
function userOf$1({ users }, session, name) {
	const user = users.find(name);
	if (user?.username !== session.username) throw invalidSession();
	if (!user.enabled) throw notAuthorized("User is disabled.");
	return user;
}
__name(userOf$1, "userOf");
// packages/cognito-emulator/src/sign-in/new-password-challenge.ts
const attributePrefix = "userAttributes.";
/**
* NEW_PASSWORD_REQUIRED: the user's own password in place of a temporary one. A password that breaks the policy leaves the
* session open for another try; anything else uses it up.
*/
async function setNewPassword(services, step) {
	const { pool, users, passwords, challengeSessions } = services;
	const name = provenUsername(step);
	const session = challengeSessions.find(step.session, "NEW_PASSWORD_REQUIRED", step.client.id);
	const user = users.find(name);
	if (user?.username !== session.username) throw invalidSession();
	const attributes = givenAttributes(step);
	requireWritableBy(step.client, attributes);
	requireSchema(pool, attributes);
	requireMutable(pool, user.attributes, attributes);
	if (attributes["email"] !== void 0) throw notAuthorized("Cannot modify an already provided email");
	requireComplete(pool, {
		...user.attributes,
		...attributes
	});
	const password = passwords.permanent(user.username, required(step, "NEW_PASSWORD"));
	challengeSessions.close(session);
	if (!user.enabled) throw notAuthorized("User is disabled.");
	if (user.status !== "FORCE_CHANGE_PASSWORD") throw invalidSession();
	return afterFirstFactor(services, step, users.update(user.username, (current) => ({
		password,
		status: "CONFIRMED",
		attributes: changed(current.attributes, attributes)
	})), "NewPasswordChallenge");
}
function givenAttributes({ parameters }) {
	return Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith(attributePrefix)).map(([name, value]) => [name.slice(15), value]));
}
// packages/cognito-emulator/src/sign-in/refresh-flow.ts
/** REFRESH_TOKEN_AUTH: refused where refresh tokens rotate (COGNITO T12). */
async function refresh(services, step) {
	const { client, clientMetadata, parameters } = step;
	const refreshToken = required(step, "REFRESH_TOKEN");
	if (client.refreshTokenRotation !== void 0) throw new CognitoError("UnsupportedOperationException", "Refresh token rotation is enabled for this client. Use GetTokensFromRefreshToken.");
	const session = services.userSessions.redeem(refreshToken, client);
	requireSecretHash(client, session.username, parameters["SECRET_HASH"]);
	const tokens = await tokensOf(services, session, client, clientMetadata);
	services.userSessions.touch(session);
	return {
		ChallengeParameters: {},
		AuthenticationResult: tokens
	};
}
/** GetTokensFromRefreshToken: new ID and access tokens of the same session and, with rotation, a new refresh token. */
async function refreshAndRotate(services, client, refreshToken, clientMetadata) {
	const session = services.userSessions.redeem(refreshToken, client);
	const tokens = await tokensOf(services, session, client, clientMetadata);
	if (client.refreshTokenRotation === void 0) {
		services.userSessions.touch(session);
		return tokens;
	}
	return {
		...tokens,
		RefreshToken: services.userSessions.rotate(refreshToken, client)
	};
}
async function tokensOf({ users, tokenIssuer }, session, client, clientMetadata) {
	const user = users.find(session.username);
	if (user === void 0) throw notAuthorized("Invalid Refresh Token");
	if (!user.enabled) throw notAuthorized("User is disabled.");
	const { accessToken, idToken } = await tokenIssuer.issue({
		user,
		client,
		session,
		source: "RefreshTokens",
		clientMetadata
	});
	return {
		AccessToken: accessToken,
		ExpiresIn: client.accessTokenSeconds,
		...session.oauth === true && !session.scopes.includes("openid") ? {} : { IdToken: idToken },
		TokenType: "Bearer"
	};
}
// packages/cognito-emulator/src/sign-in/srp-flow.ts
const challenge$1 = "PASSWORD_VERIFIER";
const timestampFormat = /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} [1-9]\d? \d{2}:\d{2}:\d{2} UTC \d{4}$/;
/** USER_SRP_AUTH: answers the client's A. */
async function startSrp(services, step) {
	const name = provenUsername(step);
	await preAuthenticate(services, step, name);
	return openSrpExchange(services, step, name);
}
/** PASSWORD_VERIFIER: checks the client's proof. The exchange is over whatever the outcome. */
async function verifySrp(services, step) {
	const { users, passwords, attempts, challengeSessions } = services;
	const name = provenUsername(step);
	const secretBlock = required(step, "PASSWORD_CLAIM_SECRET_BLOCK");
	const timestamp = required(step, "TIMESTAMP");
	const signature = Buffer.from(required(step, "PASSWORD_CLAIM_SIGNATURE"), "base64");
	if (!timestampFormat.test(timestamp)) throw invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");
	const session = challengeSessions.find(secretBlock, challenge$1, step.client.id);
	challengeSessions.close(session);
	const { handshake, attemptedName, custom } = session.memory;
	attempts.requireUnlocked(attemptedName);
	const user = users.find(name);
	const password = user?.password ?? passwords.standIn(attemptedName).password;
	const claim = {
		secretBlock: Buffer.from(secretBlock, "base64"),
		timestamp,
		signature
	};
	if (!claimHolds(handshake, passwords.ownerOf(session), password, claim) || user?.password === void 0 || user.username !== session.username) {
		attempts.failed(attemptedName);
		throw incorrectCredentials();
	}
	attempts.succeeded(attemptedName);
	requireUsablePassword(user);
	return custom === void 0 ? afterPassword(services, step, user) : continueCustom(services, step, user, custom);
}
// packages/cognito-emulator/src/sign-in/sign-in.ts
const refreshFlow = {
	doors: ["user", "admin"],
	allowedBy: "ALLOW_REFRESH_TOKEN_AUTH",
	refusal: "Auth flow not enabled for this client",
	run: refresh
};
const flows = {
	USER_PASSWORD_AUTH: {
		doors: ["user"],
		allowedBy: "ALLOW_USER_PASSWORD_AUTH",
		refusal: "USER_PASSWORD_AUTH flow not enabled for this client",
		run: signInWithPassword
	},
	USER_SRP_AUTH: {
		doors: ["user", "admin"],
		allowedBy: "ALLOW_USER_SRP_AUTH",
		refusal: "USER_SRP_AUTH is not enabled for the client.",
		run: startSrp
	},
	ADMIN_USER_PASSWORD_AUTH: {
		doors: ["admin"],
		allowedBy: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
		refusal: "Auth flow not enabled for this client",
		run: signInWithPassword
	},
	CUSTOM_AUTH: {
		doors: ["user", "admin"],
		allowedBy: "ALLOW_CUSTOM_AUTH",
		refusal: "CUSTOM_AUTH is not enabled for the client.",
		run: startCustom
	},
	USER_AUTH: {
		doors: ["user", "admin"],
		allowedBy: "ALLOW_USER_AUTH",
		refusal: "USER_AUTH is not enabled for the client.",
		run: startChoice
	},
	REFRESH_TOKEN_AUTH: refreshFlow,
	REFRESH_TOKEN: refreshFlow
};
const challenges = {
	PASSWORD_VERIFIER: verifySrp,
	NEW_PASSWORD_REQUIRED: setNewPassword,
	SOFTWARE_TOKEN_MFA: answerSoftwareToken,
	MFA_SETUP: finishMfaSetup,
	CUSTOM_CHALLENGE: answerCustom,
	SELECT_CHALLENGE: answerSelection,
	PASSWORD: answerPassword,
	PASSWORD_SRP: answerPasswordSrp
};
/** The challenges that requests may answer. */
const challengeNames = Object.keys(challenges);
/** The names that requests may give (AuthFlowType); those not in `flows` are known but not offered. */
const authFlowNames = [
	"ADMIN_NO_SRP_AUTH",
	"ADMIN_USER_PASSWORD_AUTH",
	"CUSTOM_AUTH",
	"REFRESH_TOKEN",
	"REFRESH_TOKEN_AUTH",
	"USER_AUTH",
	"USER_PASSWORD_AUTH",
	"USER_SRP_AUTH"
];
/** Starts a sign-in; throws InvalidParameterException for a flow that the door or the client does not allow. */
async function startSignIn(services, door, flowName, step) {
	const flow = flows[flowName];
	if (flow === void 0) throw invalidParameter(`${flowName} is not enabled for the client.`);
	if (!flow.doors.includes(door)) throw invalidParameter("Initiate Auth method not supported");
	if (!step.client.explicitAuthFlows.includes(flow.allowedBy)) throw invalidParameter(flow.refusal);
	return flow.run(services, step);
}
/** Answers a challenge of a sign-in under way. */
async function answerChallenge(services, challengeName, step) {
	return challenges[challengeName](services, step);
}
// packages/cognito-emulator/src/operations/sign-in/admin-initiate-auth.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
const adminInitiateAuth = adminOperation({
	name: "AdminInitiateAuth",
	request: {
		ClientId: string().min(1).max(128),
		AuthFlow: _enum(authFlowNames),
		AuthParameters: stringMap.optional(),
		ClientMetadata: clientMetadata
	},
	run(services, { ClientId, AuthFlow, AuthParameters = {}, ClientMetadata }) {
		return startSignIn(services, "admin", AuthFlow, {
			client: services.clients.withId(ClientId),
			parameters: AuthParameters,
			validationData: ClientMetadata
		});
	}
});
// packages/cognito-emulator/src/operations/paging.ts
/** The token of a page, as requests give it back. */
const nextToken = string().min(1).max(131072).regex(/^[\S]+$/).optional();
const longestPage = 60;
/** One page of a list, and the token of the next; a limit of 0 or none is the longest page. Throws InvalidParameterException. */
function pageOf(all, keyOf, { limit = 0, token }) {
	const start = token === void 0 ? 0 : startAfter(all.map(keyOf), token);
	const page = all.slice(start, start + (limit === 0 ? longestPage : limit));
	const last = page.at(-1);
	return {
		page,
		next: last !== void 0 && start + page.length < all.length ? Buffer.from(keyOf(last)).toString("base64url") : void 0
	};
}
function startAfter(keys, token) {
	const index = keys.indexOf(Buffer.from(token, "base64url").toString("utf8"));
	if (index < 0) throw invalidParameter("Invalid pagination token.");
	return index + 1;
}
// packages/cognito-emulator/src/operations/groups/admin-list-groups-for-user.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
const adminListGroupsForUser = adminOperation({
	name: "AdminListGroupsForUser",
	request: {
		Username: username,
		Limit: int().min(0).max(60).optional(),
		NextToken: nextToken
	},
	run({ pool, groups, users }, input) {
		const user = users.named(input.Username);
		const { page, next } = pageOf(groups.all().filter(({ name }) => user.groups.includes(name)), ({ name }) => name, {
			limit: input.Limit,
			token: input.NextToken
		});
		return {
			Groups: page.map((group) => groupAnswer(group, pool.id)),
			NextToken: next
		};
	}
});
// packages/cognito-emulator/src/operations/sessions/user-session-id.ts
/** A session's id as AWS gives it to administrators: `tkn` and 25 lower-case letters and digits; not its `origin_jti`. */
function sessionIdOf({ id }) {
	return `tkn${createHash("sha256").update(id).digest("hex").slice(0, 25)}`;
}
// packages/cognito-emulator/src/operations/sessions/admin-list-user-sessions.ts
/**
* A user's live sign-ins (COGNITO A8); nothing is known of devices and places.
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserSessions.html
*/
const adminListUserSessions = adminOperation({
	name: "AdminListUserSessions",
	request: {
		Username: username,
		NextToken: nextToken
	},
	run({ users, userSessions }, input) {
		const { page, next } = pageOf(userSessions.activeOf(users.named(input.Username)), sessionIdOf, { token: input.NextToken });
		return {
			Sessions: page.map((session) => ({
				SessionId: sessionIdOf(session),
				SessionType: "TOKEN",
				ClientId: session.clientId,
				CreateDate: session.authTime,
				LastActiveDate: session.lastActiveAt ?? session.authTime,
				DeviceType: "unknown",
				IsCurrentSession: false
			})),
			NextToken: next
		};
	}
});
// packages/cognito-emulator/src/operations/groups/admin-remove-user-from-group.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
const adminRemoveUserFromGroup = adminOperation({
	name: "AdminRemoveUserFromGroup",
	request: {
		Username: username,
		GroupName: groupName
	},
	run({ users, groups }, input) {
		const group = groups.named(input.GroupName);
		users.update(users.named(input.Username).username, (user) => ({ groups: user.groups.filter((name) => name !== group.name) }));
		return {};
	}
});
// packages/cognito-emulator/src/pool/password-reset.ts
/**
* The address that a user's reset code goes to. Throws NotAuthorizedException for somebody who is disabled or has never had a
* password of their own, and InvalidParameterException without a verified address.
*/
function requireResettable({ attributes, enabled, status }) {
	if (!enabled) throw notAuthorized("User is disabled.");
	if (status === "FORCE_CHANGE_PASSWORD") throw notAuthorized("User password cannot be reset in the current state.");
	const email = attributes["email"];
	if (email === void 0 || attributes["email_verified"] !== "true") throw invalidParameter("Cannot reset password for the user as there is no registered/verified email or phone_number");
	return email;
}
// packages/cognito-emulator/src/operations/users/admin-reset-user-password.ts
/**
* Makes a user's password useless and sends them a code for a new one (COGNITO A7).
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html
*/
const adminResetUserPassword = adminOperation({
	name: "AdminResetUserPassword",
	request: {
		Username: username,
		ClientMetadata: clientMetadata
	},
	async run({ users, codes, messages }, input) {
		const user = users.named(input.Username);
		const to = requireResettable(user);
		const reset = users.update(user.username, () => ({ status: "RESET_REQUIRED" }));
		const code = codes.issue(reset, "reset-password");
		await messages.sendCode({
			source: "ForgotPassword",
			user: reset,
			to,
			code,
			clientMetadata: input.ClientMetadata
		});
		return {};
	}
});
// packages/cognito-emulator/src/operations/sign-in/admin-respond-to-auth-challenge.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
const adminRespondToAuthChallenge = adminOperation({
	name: "AdminRespondToAuthChallenge",
	request: {
		ClientId: string().min(1).max(128),
		ChallengeName: _enum(challengeNames),
		ChallengeResponses: stringMap.optional(),
		Session: session.optional(),
		ClientMetadata: clientMetadata
	},
	run(services, { ClientId, ChallengeName, ChallengeResponses = {}, Session, ClientMetadata }) {
		return answerChallenge(services, ChallengeName, {
			client: services.clients.withId(ClientId),
			parameters: ChallengeResponses,
			session: Session,
			clientMetadata: ClientMetadata
		});
	}
});
// packages/cognito-emulator/src/operations/sessions/admin-revoke-user-session.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRevokeUserSession.html */
const adminRevokeUserSession = adminOperation({
	name: "AdminRevokeUserSession",
	request: {
		Username: username,
		SessionId: string().min(1).max(64),
		RevokeAssociatedSessions: _enum(["NONE", "LINKED"]).optional()
	},
	run({ users, userSessions }, input) {
		const session = userSessions.activeOf(users.named(input.Username)).find((candidate) => sessionIdOf(candidate) === input.SessionId);
		if (session === void 0) throw resourceNotFound("Session does not exist.");
		userSessions.revoke(session);
		return {};
	}
});
// packages/cognito-emulator/src/operations/mfa/mfa-preference.ts
const settings = object({
	Enabled: boolean().optional(),
	PreferredMfa: boolean().optional()
}).optional();
/** The factors that a preference may name. */
const preferenceRequest = {
	SMSMfaSettings: settings,
	SoftwareTokenMfaSettings: settings,
	EmailMfaSettings: settings
};
/**
* Keeps which factors a user wants to be asked for; one that the request does not name stays as it is. Throws
* InvalidParameterException for a factor that the user has not set up.
*/
function setPreference(users, user, preference) {
	const { SoftwareTokenMfaSettings: wanted, SMSMfaSettings: sms, EmailMfaSettings: email } = preference;
	if (sms?.Enabled === true) throw notSetUp("SMS_MFA");
	if (email?.Enabled === true) throw notSetUp("EMAIL_OTP");
	if (wanted === void 0) return;
	const { Enabled: enabled = false, PreferredMfa: preferred = false } = wanted;
	if (preferred && !enabled) throw invalidParameter("User has not enabled SOFTWARE_TOKEN_MFA, so it cannot be preferred.");
	if (enabled && user.softwareToken === void 0) throw notSetUp("SOFTWARE_TOKEN_MFA");
	const chosen = preferred ? "PREFERRED" : "ENABLED";
	users.update(user.username, () => ({ softwareTokenMfa: enabled ? chosen : void 0 }));
}
function notSetUp(factor) {
	return invalidParameter(`User does not have delivery config set to turn on ${factor}`);
}
// packages/cognito-emulator/src/operations/mfa/admin-set-user-mfa-preference.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
const adminSetUserMfaPreference = adminOperation({
	name: "AdminSetUserMFAPreference",
	request: {
		...preferenceRequest,
		Username: username
	},
	run({ users }, input) {
		setPreference(users, users.named(input.Username), input);
		return {};
	}
});
// packages/cognito-emulator/src/operations/users/admin-set-user-password.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
const adminSetUserPassword = adminOperation({
	name: "AdminSetUserPassword",
	request: {
		Username: username,
		Password: password,
		Permanent: boolean().optional()
	},
	run({ users, passwords }, input) {
		const user = users.named(input.Username);
		users.update(user.username, () => input.Permanent === true ? {
			password: passwords.permanent(user.username, input.Password),
			status: "CONFIRMED"
		} : {
			password: passwords.temporary(user.username, input.Password),
			status: "FORCE_CHANGE_PASSWORD"
		});
		return {};
	}
});
// packages/cognito-emulator/src/messages/attribute-changes.ts
/**
* Changes a user's attributes. A new address is sent a code; where the pool wants it verified first, the old one stays until
* the code comes back (COGNITO A5). A change that itself says the address is verified needs no code.
* Throws AliasExistsException when the address is taken.
*/
async function changeAttributes(services, user, changes, occasion) {
	const { pool, users, codes, messages } = services;
	const { email, ...others } = changes;
	if (!(email !== void 0 && email !== "" && email !== user.attributes["email"] && changes["email_verified"] !== "true" && pool.autoVerifiedAttributes.includes("email"))) {
		users.update(user.username, (current) => ({ attributes: changed(current.attributes, changes) }));
		return [];
	}
	requireFree(users, user, email);
	const waits = pool.attributesRequiringVerification.includes("email");
	const updated = users.update(user.username, (current) => ({
		attributes: changed(current.attributes, waits ? others : changes),
		pendingEmail: waits ? email : void 0
	}));
	const code = codes.issue(updated, "verify-email");
	return [await messages.sendCode({
		...occasion,
		source: "UpdateUserAttribute",
		user: updated,
		to: email,
		code
	})];
}
/** Takes a user's address, or the one that waits for its code, as verified. Throws AliasExistsException. */
function confirmEmail(users, user) {
	const email = user.pendingEmail ?? user.attributes["email"] ?? "";
	users.update(user.username, ({ attributes }) => ({
		attributes: {
			...attributes,
			email,
			email_verified: "true"
		},
		pendingEmail: void 0
	}));
}
/** Throws AliasExistsException when an address is another user's. */
function requireFree(users, { username }, email) {
	const holder = users.find(email);
	if (holder !== void 0 && holder.username !== username) throw new CognitoError("AliasExistsException", "An account with the email already exists.");
}
// packages/cognito-emulator/src/operations/users/admin-update-user-attributes.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
const adminUpdateUserAttributes = adminOperation({
	name: "AdminUpdateUserAttributes",
	request: {
		Username: username,
		UserAttributes: attributes,
		ClientMetadata: clientMetadata
	},
	async run(services, input) {
		const { pool, users } = services;
		const user = users.named(input.Username);
		const changes = toAttributes(input.UserAttributes);
		requireMutable(pool, user.attributes, changes);
		requireSchema(pool, changes);
		await changeAttributes(services, user, changes, { clientMetadata: input.ClientMetadata });
		return {};
	}
});
// packages/cognito-emulator/src/operations/sessions/admin-user-global-sign-out.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
const adminUserGlobalSignOut = adminOperation({
	name: "AdminUserGlobalSignOut",
	request: { Username: username },
	run({ users, userSessions }, input) {
		userSessions.revokeAllOf(users.named(input.Username));
		return {};
	}
});
// packages/cognito-emulator/src/software-token/totp.ts
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const secretBytes = 32;
const stepSeconds = 30;
const digits = 6;
const tolerance = 1;
/** A new shared secret in base32 (RFC 4648), as authenticator apps take it. */
function newSecret() {
	return (Array.from(randomBytes(secretBytes), (byte) => byte.toString(2).padStart(8, "0")).join("").match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, "0"), 2)]).join("");
}
/** The steps around an instant at which a code is the right one, oldest first. */
function stepsOf(secret, code, now) {
	const current = Math.floor(now.getTime() / 1e3 / stepSeconds);
	return Array.from({ length: 3 }, (_, index) => current - tolerance + index).filter((step) => isCodeOf(secret, step, code));
}
function isCodeOf(secret, step, code) {
	const expected = Buffer.from(codeAt(secret, step));
	const given = Buffer.from(code);
	return given.length === expected.length && timingSafeEqual(given, expected);
}
/** HOTP (RFC 4226, section 5.3) of a step: HMAC-SHA1, dynamic truncation, six digits. */
function codeAt(secret, step) {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const mac = createHmac("sha1", decode(secret)).update(counter).digest();
	const offset = mac.readUInt8(mac.length - 1) & 15;
	const truncated = mac.readUInt32BE(offset) & 2147483647;
	return String(truncated % 10 ** digits).padStart(digits, "0");
}
function decode(secret) {
	const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
	return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
// packages/cognito-emulator/src/operations/mfa/pool-mfa.ts
/** Throws SoftwareTokenMFANotFoundException when a pool does not offer software tokens. */
function requireSoftwareTokens({ softwareTokenMfaEnabled }) {
	if (softwareTokenMfaEnabled) return;
	throw new CognitoError("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool.");
}
/** The MFA configuration of a pool as Get- and SetUserPoolMfaConfig give it. */
function mfaConfigAnswer({ mfaConfiguration, softwareTokenMfaEnabled }) {
	return {
		SoftwareTokenMfaConfiguration: { Enabled: softwareTokenMfaEnabled },
		MfaConfiguration: mfaConfiguration
	};
}
// packages/cognito-emulator/src/operations/mfa/software-token-operation.ts
/** An operation that takes an access token or the session of an MFA_SETUP challenge, one of them. */
function softwareTokenOperation({ name, request, run }) {
	return {
		name,
		signed: false,
		request: object({
			...request,
			AccessToken: accessToken.optional(),
			Session: session.optional()
		}),
		run: (pools, input) => {
			if (input.AccessToken === void 0 === (input.Session === void 0)) throw invalidParameter("Only one of AccessToken or Session must be provided.");
			if (input.AccessToken !== void 0) {
				const pool = poolOfToken(pools, input.AccessToken);
				return run(pool, input, { user: pool.accessTokens.callerOf(input.AccessToken).user });
			}
			const id = input.Session ?? "";
			const pool = pools.all().find(({ challengeSessions }) => challengeSessions.has(id));
			if (pool === void 0) throw invalidSession();
			const found = pool.challengeSessions.findOfAnyClient(id, "MFA_SETUP");
			const user = pool.users.named(found.username);
			if (user.softwareToken !== void 0) throw invalidSession();
			return run(pool, input, {
				user,
				session: found
			});
		}
	};
}
/** Goes on with a sign-in under a new session, the old one used up; undefined for somebody signed in. */
function nextSession({ challengeSessions }, { session: current }, change) {
	if (current === void 0) return void 0;
	challengeSessions.close(current);
	const { challenge, username, clientId, memory } = current;
	return challengeSessions.open({
		challenge,
		username,
		clientId,
		memory: {
			...memory,
			...change
		}
	});
}
// packages/cognito-emulator/src/operations/mfa/associate-software-token.ts
/**
* Gives out a secret; it counts once VerifySoftwareToken has seen a code of it, and an earlier token counts until then.
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
*/
const associateSoftwareToken = softwareTokenOperation({
	name: "AssociateSoftwareToken",
	request: {},
	run(services, _input, registration) {
		requireSoftwareTokens(services.pool);
		const secret = newSecret();
		if (registration.session === void 0) services.users.update(registration.user.username, () => ({ pendingSoftwareToken: secret }));
		return {
			SecretCode: secret,
			Session: nextSession(services, registration, {
				secret,
				verified: false
			})
		};
	}
});
// packages/cognito-emulator/src/operations/password/change-password.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
const changePassword = userOperation({
	name: "ChangePassword",
	request: {
		PreviousPassword: password.optional(),
		ProposedPassword: password
	},
	run({ users, passwords, attempts }, input, { user }) {
		attempts.requireUnlocked(user.username);
		if (!passwords.match(user, input.PreviousPassword ?? "")) {
			attempts.failed(user.username);
			throw incorrectCredentials();
		}
		attempts.succeeded(user.username);
		const stored = passwords.permanent(user.username, input.ProposedPassword);
		users.update(user.username, () => ({ password: stored }));
		return {};
	}
});
// packages/cognito-emulator/src/pool/codes.ts
const lifeInHours = {
	"confirm-sign-up": 24,
	"reset-password": 1,
	"verify-email": 24
};
const allowedFailures = 5;
/** The six-digit codes that users are sent: one a user and purpose, the newest. */
var Codes = class {
	constructor(records, clock) {
		this.records = records;
		this.clock = clock;
	}
	/** A new code in place of any earlier one. */
	issue({ username }, purpose) {
		const code = String(randomInt(1e6)).padStart(6, "0");
		const expiresAt = new Date(this.clock.now().getTime() + lifeInHours[purpose] * 36e5).toISOString();
		this.records.put(`${purpose}:${username}`, {
			code,
			expiresAt,
			failures: 0
		});
		return code;
	}
	/** Uses a code up; throws CodeMismatch, ExpiredCode or, after five wrong ones, LimitExceeded. */
	redeem({ username }, purpose, given) {
		const key = `${purpose}:${username}`;
		const issued = this.records.get(key);
		if (issued === void 0 || new Date(issued.expiresAt) <= this.clock.now()) throw expiredCode();
		if (issued.failures >= allowedFailures) throw new CognitoError("LimitExceededException", "Attempt limit exceeded, please try after some time.");
		if (!timingSafeEqual(sha256(given), sha256(issued.code))) {
			this.records.put(key, {
				...issued,
				failures: issued.failures + 1
			});
			throw codeMismatch();
		}
		this.records.delete(key);
	}
	/** Forgets a user's codes. */
	forget({ username }) {
		for (const purpose of Object.keys(lifeInHours)) this.records.delete(`${purpose}:${username}`);
	}
};
/** What an expired code, and any code for an unknown user, is answered with. */
function expiredCode() {
	return new CognitoError("ExpiredCodeException", "Invalid code provided, please request a code again.");
}
/** What a wrong code is answered with. */
function codeMismatch() {
	return new CognitoError("CodeMismatchException", "Invalid verification code provided, please try again.");
}
// packages/cognito-emulator/src/operations/password/confirm-forgot-password.ts
/**
* A new password for whoever has the code. A user who does not exist or is disabled is answered like a wrong code (AWS,
* "Managing user existence error responses"); PostConfirmation runs as `ConfirmForgotPassword` (COGNITO L5).
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
*/
const confirmForgotPassword = clientOperation({
	name: "ConfirmForgotPassword",
	request: {
		ConfirmationCode: confirmationCode,
		Password: password,
		ClientMetadata: clientMetadata
	},
	async run({ users, codes, passwords, triggers }, input, client) {
		const user = users.find(input.Username);
		if (user?.enabled !== true) throw user === void 0 && client.preventUserExistenceErrors === "LEGACY" ? unknownUsername() : codeMismatch();
		const stored = passwords.permanent(user.username, input.Password);
		codes.redeem(user, "reset-password", input.ConfirmationCode);
		const reset = users.update(user.username, ({ attributes }) => ({
			password: stored,
			status: "CONFIRMED",
			attributes: {
				...attributes,
				email_verified: "true"
			}
		}));
		await triggers.postConfirmation({
			source: "ConfirmForgotPassword",
			user: reset,
			client,
			clientMetadata: input.ClientMetadata
		});
		return {};
	}
});
// packages/cognito-emulator/src/operations/sign-up/confirm-sign-up.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
const confirmSignUp = clientOperation({
	name: "ConfirmSignUp",
	request: {
		ConfirmationCode: confirmationCode,
		ClientMetadata: clientMetadata
	},
	async run({ users, codes, triggers }, input, client) {
		const user = users.find(input.Username);
		if (user === void 0) throw client.preventUserExistenceErrors === "LEGACY" ? unknownUsername() : expiredCode();
		if (user.status !== "UNCONFIRMED") throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
		codes.redeem(user, "confirm-sign-up", input.ConfirmationCode);
		const confirmed = users.update(user.username, ({ attributes }) => ({
			status: "CONFIRMED",
			attributes: {
				...attributes,
				email_verified: "true"
			}
		}));
		await triggers.postConfirmation({
			source: "ConfirmSignUp",
			user: confirmed,
			client,
			clientMetadata: input.ClientMetadata
		});
		return {};
	}
});
// packages/cognito-emulator/src/operations/groups/create-group.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
const createGroup = adminOperation({
	name: "CreateGroup",
	request: {
		GroupName: groupName,
		Description: string().max(2048).optional(),
		Precedence: int().min(0).optional(),
		RoleArn: string().min(20).max(2048).optional()
	},
	run({ pool, groups }, input) {
		return { Group: groupAnswer(groups.add({
			name: input.GroupName,
			description: input.Description,
			precedence: input.Precedence,
			roleArn: input.RoleArn
		}), pool.id) };
	}
});
// packages/cognito-emulator/src/operations/resource-servers/resource-server-request.ts
const identifier = string().min(1).max(256).regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/);
/** The members of CreateResourceServer that UpdateResourceServer may change. */
const resourceServerRequest = {
	Identifier: identifier,
	Name: string().min(1).max(256).regex(/^[\w\s+=,.@-]+$/),
	Scopes: array(object({
		ScopeName: string().min(1).max(256).regex(/^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+$/),
		ScopeDescription: string().min(1).max(256)
	})).max(100).optional()
};
/** What a request makes of a resource server; scopes that it leaves out are none, in an update too. */
function resourceServer({ Identifier, Name, Scopes = [] }) {
	return {
		identifier: Identifier,
		name: Name,
		scopes: Scopes.map(({ ScopeName, ScopeDescription }) => ({
			name: ScopeName,
			description: ScopeDescription
		}))
	};
}
/** The resource server of an identifier; throws ResourceNotFoundException. */
function resourceServerOf({ resourceServers = [] }, wanted) {
	const found = resourceServers.find((server) => server.identifier === wanted);
	if (found === void 0) throw resourceNotFound(`Resource server ${wanted} does not exist.`);
	return found;
}
/** Every other one than that of an identifier. */
function othersThan({ resourceServers = [] }, identifier) {
	return resourceServers.filter((server) => server.identifier !== identifier);
}
/** ResourceServerType. */
function resourceServerAnswer(poolId, { identifier, name, scopes }) {
	return {
		UserPoolId: poolId,
		Identifier: identifier,
		Name: name,
		Scopes: scopes.map((scope) => ({
			ScopeName: scope.name,
			ScopeDescription: scope.description
		}))
	};
}
// packages/cognito-emulator/src/operations/resource-servers/create-resource-server.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
const createResourceServer = adminOperation({
	name: "CreateResourceServer",
	request: resourceServerRequest,
	run({ pool, reconfigure }, input) {
		const others = othersThan(pool, input.Identifier);
		if (others.length < (pool.resourceServers ?? []).length) throw invalidParameter(`${input.Identifier} already exists in user pool ${pool.id}.`);
		const made = resourceServer(input);
		reconfigure({ resourceServers: [...others, made] });
		return { ResourceServer: resourceServerAnswer(pool.id, made) };
	}
});
// packages/cognito-emulator/src/operations/pools/pool-answer.ts
/** UserPoolType. */
function poolAnswer({ pool, lambdaConfig, users }) {
	const { passwordPolicy: policy } = pool;
	return {
		Id: pool.id,
		Name: pool.name,
		Arn: `arn:aws:cognito-idp:${pool.region}:123456789012:userpool/${pool.id}`,
		Policies: {
			PasswordPolicy: {
				MinimumLength: policy.minimumLength,
				RequireUppercase: policy.requireUppercase,
				RequireLowercase: policy.requireLowercase,
				RequireNumbers: policy.requireNumbers,
				RequireSymbols: policy.requireSymbols,
				TemporaryPasswordValidityDays: policy.temporaryPasswordValidityDays
			},
			SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] }
		},
		DeletionProtection: pool.deletionProtection,
		LambdaConfig: lambdaConfig(),
		LastModifiedDate: timestamp(pool.modifiedAt ?? pool.createdAt),
		CreationDate: timestamp(pool.createdAt),
		SchemaAttributes: schemaAnswer(pool),
		AutoVerifiedAttributes: pool.autoVerifiedAttributes,
		UsernameAttributes: pool.usernameAttributes,
		UsernameConfiguration: { CaseSensitive: false },
		UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: pool.attributesRequiringVerification },
		VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
		MfaConfiguration: pool.mfaConfiguration,
		EstimatedNumberOfUsers: users.all().length,
		EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
		AdminCreateUserConfig: {
			AllowAdminCreateUserOnly: pool.adminCreateUserOnly,
			UnusedAccountValidityDays: policy.temporaryPasswordValidityDays
		},
		AccountRecoverySetting: { RecoveryMechanisms: [{
			Name: "verified_email",
			Priority: 1
		}] },
		UserPoolTier: "ESSENTIALS",
		Domain: pool.domain
	};
}
function schemaAnswer({ customAttributes, requiredAttributes }) {
	return [...standardAttributeNames.map((name) => attributeAnswer({
		name,
		mutable: name !== "sub",
		maxLength: 2048,
		dataType: name.endsWith("_verified") ? "Boolean" : "String"
	}, name === "sub" || requiredAttributes.includes(name))), ...customAttributes.map((attribute) => attributeAnswer(attribute, false))];
}
function attributeAnswer(attribute, required) {
	const { name, mutable, maxLength, minLength = 0, dataType = "String" } = attribute;
	return {
		Name: name,
		AttributeDataType: dataType,
		DeveloperOnlyAttribute: name.startsWith("dev:"),
		Mutable: mutable,
		Required: required,
		...dataType === "String" && { StringAttributeConstraints: {
			MinLength: String(minLength),
			MaxLength: String(maxLength)
		} }
	};
}
// packages/cognito-emulator/src/triggers/lambda-config.ts
const account = "123456789012";
const standIn = /^arn:aws:lambda:[\w-]+:123456789012:function:embedded-\w+$/;
/**
* The triggers of a pool as DescribeUserPool shows them. A function that was given at the start has no ARN, and is still the
* pool's trigger: it is shown under an ARN of the emulator's, so that the pool looks as it would on AWS.
*/
function describedLambdaConfig(pool, handlers) {
	const { lambdaConfig = {}, preTokenGenerationVersion: LambdaVersion, region } = pool;
	const given = Object.keys(handlers).filter((name) => !(name in lambdaConfig)).map((name) => {
		const LambdaArn = `arn:aws:lambda:${region}:${account}:function:embedded-${name}`;
		return name === "PreTokenGeneration" ? ["PreTokenGenerationConfig", {
			LambdaVersion,
			LambdaArn
		}] : [name, LambdaArn];
	});
	return {
		...Object.fromEntries(given),
		...lambdaConfig
	};
}
/**
* A request's LambdaConfig without the functions that were given at the start: a client that sends back what DescribeUserPool
* showed has named no Lambda function, and at a start without those functions there is nothing to invoke.
*/
function withoutGivenFunctions(config) {
	return Object.fromEntries(Object.entries(config).filter(([, member]) => !standIn.test(String(arnOf(member)))));
}
function arnOf(member) {
	return typeof member === "object" && member !== null && "LambdaArn" in member ? member.LambdaArn : member;
}
// packages/cognito-emulator/src/triggers/lambda-function.ts
const arnFormat = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:([\w-]+)(?::([\w$-]+))?$/;
const largestAnswer = 6291456;
const functionError = looseObject({ errorMessage: string() });
/** Whether LambdaConfig may hold it. */
function isFunctionArn(arn) {
	return arnFormat.test(arn);
}
/**
* A Lambda function, run by the Invoke API (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html) of whatever listens
* at `endpoint`, the address that AWS_ENDPOINT_URL_LAMBDA names. It is called with plain `fetch`: one POST needs no SDK, whose
* loading alone would take longer than the whole user pool takes to start, and an emulator needs no signature.
* Throws what the function threw (FunctionError), or InvocationError when it could not be run: without an endpoint there is
* nothing to run it, and a real Lambda is never called.
*/
function lambdaFunction(arn, endpoint) {
	const [, name = "", qualifier] = arnFormat.exec(arn) ?? [];
	return async (event, signal) => {
		if (endpoint === void 0 || name === "") throw new InvocationError("AccessDeniedException");
		const address = new URL(`/2015-03-31/functions/${name}/invocations`, endpoint);
		if (qualifier !== void 0) address.searchParams.set("Qualifier", qualifier);
		const response = await invoke(address, JSON.stringify(event), signal);
		const payload = await payloadOf(response);
		if (!response.ok) throw new InvocationError(errorName(response));
		if (!response.headers.has("x-amz-function-error")) return payload;
		const error = functionError.safeParse(payload);
		throw new Error(error.success ? error.data.errorMessage : "Unhandled");
	};
}
async function invoke(address, body, signal) {
	const headers = {
		"content-type": "application/json",
		"x-amz-invocation-type": "RequestResponse"
	};
	try {
		return await fetch(address, {
			method: "POST",
			body,
			headers,
			signal,
			redirect: "error"
		});
	} catch (error) {
		throw unreachable(error);
	}
}
/** The answer as JSON; undefined, which no trigger takes, when it is none or is too long. */
async function payloadOf({ body }) {
	const stream = body ?? [];
	const chunks = [];
	let length = 0;
	try {
		for await (const chunk of stream) {
			length += chunk.length;
			if (length > largestAnswer) return void 0;
			chunks.push(chunk);
		}
		return JSON.parse(Buffer.concat(chunks).toString("utf8"));
	} catch (error) {
		if (error instanceof SyntaxError) return void 0;
		throw unreachable(error);
	}
}
/** AWS puts the error's name before a colon; an emulator may leave it out. */
function errorName({ headers, status }) {
	return headers.get("x-amzn-errortype")?.split(":")[0] ?? `HTTP ${status}`;
}
function unreachable(error) {
	const cause = error instanceof Error ? error.cause : void 0;
	const code = looseObject({ code: string() }).safeParse(cause);
	return new InvocationError(code.success ? code.data.code : "ServiceException", { cause: error });
}
// packages/cognito-emulator/src/operations/pools/lambda-config-request.ts
const functionArn$1 = string().max(2048).refine(isFunctionArn, "Invalid Lambda function ARN").optional();
/** LambdaConfigType: a Lambda function a trigger. */
const lambdaConfig = looseObject({
	CreateAuthChallenge: functionArn$1,
	CustomMessage: functionArn$1,
	DefineAuthChallenge: functionArn$1,
	PostAuthentication: functionArn$1,
	PostConfirmation: functionArn$1,
	PreAuthentication: functionArn$1,
	PreSignUp: functionArn$1,
	PreTokenGeneration: functionArn$1,
	PreTokenGenerationConfig: looseObject({
		LambdaVersion: _enum([
			"V1_0",
			"V2_0",
			"V3_0"
		]),
		LambdaArn: functionArn$1
	}).optional(),
	UserMigration: functionArn$1,
	VerifyAuthChallengeResponse: functionArn$1
});
// packages/cognito-emulator/src/operations/pools/pool-request.ts
/** The members of CreateUserPool that UpdateUserPool may change, as far as the emulator acts on them. */
const poolRequest = {
	Policies: object({ PasswordPolicy: object({
		MinimumLength: int().min(6).max(99).optional(),
		RequireUppercase: boolean().optional(),
		RequireLowercase: boolean().optional(),
		RequireNumbers: boolean().optional(),
		RequireSymbols: boolean().optional(),
		TemporaryPasswordValidityDays: int().min(0).max(365).optional()
	}).optional() }).optional(),
	MfaConfiguration: _enum([
		"OFF",
		"ON",
		"OPTIONAL"
	]).optional(),
	AutoVerifiedAttributes: array(_enum(["email", "phone_number"])).optional(),
	UserAttributeUpdateSettings: object({ AttributesRequireVerificationBeforeUpdate: array(_enum(["email", "phone_number"])).optional() }).optional(),
	AdminCreateUserConfig: object({ AllowAdminCreateUserOnly: boolean().optional() }).optional(),
	DeletionProtection: _enum(["ACTIVE", "INACTIVE"]).optional(),
	LambdaConfig: lambdaConfig.optional()
};
/**
* What a request makes of a pool: members that it leaves out go to their defaults, in UpdateUserPool too.
* Throws InvalidParameterException for what this emulator cannot be.
*/
function poolSettings(input) {
	const verified = input.AutoVerifiedAttributes ?? [];
	const waiting = input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
	if ([...verified, ...waiting].includes("phone_number")) throw invalidParameter("Phone numbers are not verified here: this user pool sends no SMS messages.");
	if (!waiting.every((name) => verified.includes(name))) throw invalidParameter("AttributesRequireVerificationBeforeUpdate must be a subset of AutoVerifiedAttributes.");
	return {
		passwordPolicy: passwordPolicy(input.Policies?.PasswordPolicy),
		mfaConfiguration: input.MfaConfiguration ?? "OFF",
		softwareTokenMfaEnabled: (input.MfaConfiguration ?? "OFF") !== "OFF",
		autoVerifiedAttributes: verified.filter((name) => name === "email"),
		attributesRequiringVerification: waiting.filter((name) => name === "email"),
		adminCreateUserOnly: input.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
		deletionProtection: input.DeletionProtection ?? "INACTIVE",
		preTokenGenerationVersion: input.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? "V1_0",
		lambdaConfig: input.LambdaConfig && withoutGivenFunctions(input.LambdaConfig)
	};
}
function passwordPolicy(given) {
	const otherwise = given === void 0;
	return {
		minimumLength: given?.MinimumLength ?? 8,
		requireUppercase: given?.RequireUppercase ?? otherwise,
		requireLowercase: given?.RequireLowercase ?? otherwise,
		requireNumbers: given?.RequireNumbers ?? otherwise,
		requireSymbols: given?.RequireSymbols ?? otherwise,
		temporaryPasswordValidityDays: given?.TemporaryPasswordValidityDays ?? 7
	};
}
// packages/cognito-emulator/src/operations/pools/create-user-pool.ts
/**
* Creates a pool whose users sign in by e-mail, the one kind there is here.
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
*/
const createUserPool = poolsOperation({
	name: "CreateUserPool",
	request: {
		...poolRequest,
		PoolName: string().min(1).max(128).regex(/^[\w\s+=,.@-]+$/),
		UsernameAttributes: array(_enum(["email", "phone_number"])).optional(),
		UsernameConfiguration: object({ CaseSensitive: boolean() }).optional(),
		AliasAttributes: array(_enum([
			"email",
			"phone_number",
			"preferred_username"
		])).optional(),
		Schema: array(schemaAttribute).min(1).max(50).optional()
	},
	async run(pools, input) {
		if (input.UsernameAttributes?.length !== 1 || input.UsernameAttributes[0] !== "email") throw invalidParameter("This emulator has user pools with sign-in by e-mail only: UsernameAttributes is [\"email\"].");
		if (input.UsernameConfiguration?.CaseSensitive === true) throw invalidParameter("This emulator has no case-sensitive user names.");
		const pool = pools.add({
			...poolSettings(input),
			name: input.PoolName,
			usernameAttributes: ["email"],
			customAttributes: customAttributes(input.Schema ?? [], []),
			requiredAttributes: requiredAttributes(input.Schema ?? [])
		});
		await pool.signingKeys.ready;
		return { UserPool: poolAnswer(pool) };
	}
});
// packages/cognito-emulator/src/operations/clients/token-validity.ts
const unit = _enum([
	"seconds",
	"minutes",
	"hours",
	"days"
]).optional();
/** How long a client's tokens are good for, in the request's own units. */
const validityRequest = {
	AccessTokenValidity: int().min(1).max(86400).optional(),
	IdTokenValidity: int().min(1).max(86400).optional(),
	RefreshTokenValidity: int().min(0).max(31536e4).optional(),
	TokenValidityUnits: object({
		AccessToken: unit,
		IdToken: unit,
		RefreshToken: unit
	}).optional()
};
const secondsIn = {
	seconds: 1,
	minutes: 60,
	hours: 3600,
	days: 86400
};
const hour = secondsIn.hours;
const day = secondsIn.days;
/** The seconds a request means; throws InvalidParameterException outside COGNITO T11's ranges. */
function validitySettings(input) {
	const units = {
		accessToken: input.TokenValidityUnits?.AccessToken ?? "hours",
		idToken: input.TokenValidityUnits?.IdToken ?? "hours",
		refreshToken: input.TokenValidityUnits?.RefreshToken ?? "days"
	};
	const seconds = (value, kind, otherwise) => value === void 0 || value === 0 ? otherwise : value * secondsIn[units[kind]];
	const accessTokenSeconds = seconds(input.AccessTokenValidity, "accessToken", hour);
	const idTokenSeconds = seconds(input.IdTokenValidity, "idToken", hour);
	const refreshTokenSeconds = seconds(input.RefreshTokenValidity, "refreshToken", 30 * day);
	if (!([accessTokenSeconds, idTokenSeconds].every((value) => value >= 300 && value <= day) && refreshTokenSeconds >= hour && refreshTokenSeconds <= 3650 * day)) throw invalidParameter("Invalid range for token validity.");
	return {
		accessTokenSeconds,
		idTokenSeconds,
		refreshTokenSeconds,
		tokenValidityUnits: units
	};
}
/** The same as answers give it. */
function validityAnswer(client) {
	const { accessToken = "hours", idToken = "hours", refreshToken = "days" } = client.tokenValidityUnits ?? {};
	return {
		AccessTokenValidity: client.accessTokenSeconds / secondsIn[accessToken],
		IdTokenValidity: client.idTokenSeconds / secondsIn[idToken],
		RefreshTokenValidity: client.refreshTokenSeconds / secondsIn[refreshToken],
		TokenValidityUnits: {
			AccessToken: accessToken,
			IdToken: idToken,
			RefreshToken: refreshToken
		}
	};
}
// packages/cognito-emulator/src/operations/clients/client-answer.ts
/** UserPoolClientType. */
function clientAnswer(pool, client) {
	const { refreshTokenRotation: rotation } = client;
	return {
		UserPoolId: pool.id,
		ClientName: client.name,
		ClientId: client.id,
		ClientSecret: client.secret,
		LastModifiedDate: timestamp(client.modifiedAt ?? client.createdAt),
		CreationDate: timestamp(client.createdAt),
		...validityAnswer(client),
		ReadAttributes: client.readAttributes,
		WriteAttributes: client.writeAttributes,
		ExplicitAuthFlows: client.explicitAuthFlows,
		SupportedIdentityProviders: client.supportedIdentityProviders,
		CallbackURLs: client.callbackUrls,
		LogoutURLs: client.logoutUrls,
		DefaultRedirectURI: client.defaultRedirectUri,
		AllowedOAuthFlows: client.allowedOAuthFlows,
		AllowedOAuthScopes: client.allowedOAuthScopes,
		AllowedOAuthFlowsUserPoolClient: client.allowedOAuthFlows.length > 0,
		PreventUserExistenceErrors: client.preventUserExistenceErrors,
		EnableTokenRevocation: client.tokenRevocation ?? true,
		EnablePropagateAdditionalUserContextData: false,
		AuthSessionValidity: client.authSessionMinutes ?? 3,
		...rotation !== void 0 && { RefreshTokenRotation: {
			Feature: "ENABLED",
			RetryGracePeriodSeconds: rotation.graceSeconds
		} }
	};
}
// packages/cognito-emulator/src/tokens/scopes.ts
const emailAttributes = ["email", "email_verified"];
const phoneAttributes = ["phone_number", "phone_number_verified"];
/**
* The attributes that OAuth scopes open, of those that the client may read. As the AWS page "The userInfo endpoint" has it,
* `openid` alone and `profile` open them all, `email` and `phone` their own.
*/
function openedBy(scopes, attributes) {
	const narrows = scopes.includes("email") || scopes.includes("phone");
	if (scopes.includes("profile") || !narrows) return attributes;
	const opened = [
		"sub",
		...scopes.includes("email") ? emailAttributes : [],
		...scopes.includes("phone") ? phoneAttributes : []
	];
	return Object.fromEntries(Object.entries(attributes).filter(([name]) => opened.includes(name)));
}
/** The scopes of a pool's resource servers, as tokens carry them. */
function resourceScopesOf({ resourceServers = [] }) {
	return resourceServers.flatMap(({ identifier, scopes }) => scopes.map(({ name }) => `${identifier}/${name}`));
}
// packages/cognito-emulator/src/operations/clients/client-request.ts
const attributeNames = array(string().min(1).max(2048)).optional();
const addresses$1 = array(string().min(1).max(1024)).max(100).optional();
/** The members of CreateUserPoolClient that UpdateUserPoolClient may change. */
const clientRequest = {
	...validityRequest,
	ReadAttributes: attributeNames,
	WriteAttributes: attributeNames,
	ExplicitAuthFlows: array(_enum([
		"ALLOW_ADMIN_USER_PASSWORD_AUTH",
		"ALLOW_CUSTOM_AUTH",
		"ALLOW_REFRESH_TOKEN_AUTH",
		"ALLOW_USER_AUTH",
		"ALLOW_USER_PASSWORD_AUTH",
		"ALLOW_USER_SRP_AUTH"
	])).optional(),
	SupportedIdentityProviders: array(string().min(1).max(32)).optional(),
	CallbackURLs: addresses$1,
	LogoutURLs: addresses$1,
	DefaultRedirectURI: string().min(1).max(1024).optional(),
	AllowedOAuthFlows: array(_enum([
		"code",
		"implicit",
		"client_credentials"
	])).max(3).optional(),
	AllowedOAuthScopes: array(string().min(1).max(256)).max(50).optional(),
	AllowedOAuthFlowsUserPoolClient: boolean().optional(),
	PreventUserExistenceErrors: _enum(["LEGACY", "ENABLED"]).optional(),
	EnableTokenRevocation: boolean().optional(),
	AuthSessionValidity: int().min(3).max(15).optional(),
	RefreshTokenRotation: object({
		Feature: _enum(["ENABLED", "DISABLED"]),
		RetryGracePeriodSeconds: int().min(0).max(60).optional()
	}).optional()
};
const clientName = string().min(1).max(128).regex(/^[\w\s+=,.@-]+$/);
/**
* What a request makes of a client: members that it leaves out go to CreateUserPoolClient's defaults, in an update too.
* Throws InvalidParameterException, InvalidOAuthFlowException and ScopeDoesNotExistException.
*/
function clientSettings(pool, input, hasSecret) {
	requireKnown(pool, [...input.ReadAttributes ?? [], ...input.WriteAttributes ?? []]);
	requireScopes(pool, input.AllowedOAuthScopes ?? []);
	const rotates = input.RefreshTokenRotation?.Feature === "ENABLED";
	if (rotates && input.ExplicitAuthFlows?.includes("ALLOW_REFRESH_TOKEN_AUTH") === true) throw invalidParameter("Refresh token rotation cannot be enabled with ALLOW_REFRESH_TOKEN_AUTH.");
	return {
		...validitySettings(input),
		readAttributes: input.ReadAttributes,
		writeAttributes: input.WriteAttributes,
		explicitAuthFlows: input.ExplicitAuthFlows ?? defaultFlows(rotates),
		callbackUrls: input.CallbackURLs ?? [],
		logoutUrls: input.LogoutURLs ?? [],
		defaultRedirectUri: defaultRedirect(input),
		allowedOAuthFlows: oauthFlows(input, hasSecret),
		allowedOAuthScopes: input.AllowedOAuthScopes ?? [],
		supportedIdentityProviders: input.SupportedIdentityProviders ?? [],
		preventUserExistenceErrors: input.PreventUserExistenceErrors ?? "LEGACY",
		tokenRevocation: input.EnableTokenRevocation ?? true,
		authSessionMinutes: input.AuthSessionValidity ?? 3,
		refreshTokenRotation: rotates ? { graceSeconds: input.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0 } : void 0
	};
}
function defaultFlows(rotates) {
	const flows = ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"];
	return rotates ? flows : [...flows, "ALLOW_REFRESH_TOKEN_AUTH"];
}
function requireKnown(pool, names) {
	for (const name of names) {
		if (isStandardAttribute(name) || pool.customAttributes.some((custom) => custom.name === name)) continue;
		throw invalidParameter(`Invalid attribute specified while creating a client: ${name}`);
	}
}
const standardScopes = [
	"phone",
	"email",
	"openid",
	"profile",
	"aws.cognito.signin.user.admin"
];
function requireScopes(pool, asked) {
	const known = [...standardScopes, ...resourceScopesOf(pool)];
	const unknown = asked.filter((scope) => !known.includes(scope));
	if (unknown.length > 0) throw new CognitoError("ScopeDoesNotExistException", `Invalid scope requested: ${unknown.join(", ")}`);
}
function defaultRedirect({ DefaultRedirectURI, CallbackURLs = [] }) {
	if (DefaultRedirectURI === void 0 || CallbackURLs.includes(DefaultRedirectURI)) return DefaultRedirectURI;
	throw invalidParameter("DefaultRedirectURI is not in the list of CallbackURLs.");
}
function oauthFlows({ AllowedOAuthFlows = [] }, hasSecret) {
	const flows = AllowedOAuthFlows.filter((flow) => flow !== "implicit");
	if (flows.length < AllowedOAuthFlows.length) throw invalidParameter("This emulator has no implicit flow: OAuth 2.1 has dropped it.");
	if (flows.includes("client_credentials") && flows.length > 1) throw new CognitoError("InvalidOAuthFlowException", "client_credentials flow can not be selected along with code flow or implicit flow.");
	if (flows.includes("client_credentials") && !hasSecret) throw new CognitoError("InvalidOAuthFlowException", "client_credentials flow can not be selected if client does not have a client secret.");
	return flows;
}
// packages/cognito-emulator/src/operations/clients/create-user-pool-client.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
const createUserPoolClient = adminOperation({
	name: "CreateUserPoolClient",
	request: {
		...clientRequest,
		ClientName: clientName,
		GenerateSecret: boolean().optional()
	},
	run({ pool, clients }, input) {
		const generateSecret = input.GenerateSecret ?? false;
		const settings = clientSettings(pool, input, generateSecret);
		return { UserPoolClient: clientAnswer(pool, clients.add({
			...settings,
			name: input.ClientName
		}, { generateSecret })) };
	}
});
// packages/cognito-emulator/src/operations/pools/domains.ts
/** The domain of a pool's OAuth endpoints. */
const domain = string().min(1).max(63).regex(/^[a-z0-9](?:[a-z0-9\-.]{0,61}[a-z0-9])?$/);
// packages/cognito-emulator/src/operations/pools/create-user-pool-domain.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
const createUserPoolDomain = poolsOperation({
	name: "CreateUserPoolDomain",
	request: {
		Domain: domain,
		UserPoolId: string().min(1).max(55),
		ManagedLoginVersion: int().min(1).max(2).optional()
	},
	run(pools, input) {
		const { pool, reconfigure } = pools.withId(input.UserPoolId);
		if (pools.ofDomain(input.Domain) !== void 0) throw invalidParameter("Domain already associated with another user pool.");
		if (pool.domain !== void 0) throw invalidParameter(`User pool ${pool.id} already has a domain configured.`);
		reconfigure({ domain: input.Domain });
		return { ManagedLoginVersion: input.ManagedLoginVersion ?? 1 };
	}
});
// packages/cognito-emulator/src/operations/groups/delete-group.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
const deleteGroup = adminOperation({
	name: "DeleteGroup",
	request: { GroupName: groupName },
	run({ groups, users }, input) {
		const { name } = groups.named(input.GroupName);
		for (const user of users.all()) if (user.groups.includes(name)) users.update(user.username, (member) => ({ groups: member.groups.filter((other) => other !== name) }));
		groups.remove(name);
		return {};
	}
});
// packages/cognito-emulator/src/operations/resource-servers/delete-resource-server.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
const deleteResourceServer = adminOperation({
	name: "DeleteResourceServer",
	request: { Identifier: identifier },
	run({ pool, reconfigure }, input) {
		resourceServerOf(pool, input.Identifier);
		reconfigure({ resourceServers: othersThan(pool, input.Identifier) });
		return {};
	}
});
// packages/cognito-emulator/src/operations/account/delete-user.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
const deleteUser = userOperation({
	name: "DeleteUser",
	request: {},
	run({ users, codes, userSessions }, _input, { user }) {
		userSessions.revokeAllOf(user);
		codes.forget(user);
		users.remove(user);
		return {};
	}
});
// packages/cognito-emulator/src/operations/account/delete-user-attributes.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
const deleteUserAttributes = userOperation({
	name: "DeleteUserAttributes",
	request: { UserAttributeNames: attributeNames$1 },
	run({ pool, users }, { UserAttributeNames: names }, { user, client }) {
		requireWritableBy(client, toAttributes(names.map((Name) => ({ Name }))));
		requireDeletable(pool, names);
		users.update(user.username, ({ attributes }) => ({ attributes: without$1(attributes, names) }));
		return {};
	}
});
// packages/cognito-emulator/src/operations/pools/delete-user-pool.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
const deleteUserPool = poolsOperation({
	name: "DeleteUserPool",
	request: { UserPoolId: string().min(1).max(55) },
	run(pools, input) {
		const userPool = pools.withId(input.UserPoolId);
		if (userPool.pool.deletionProtection === "ACTIVE") throw invalidParameter("The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.");
		if (userPool.pool.domain !== void 0) throw invalidParameter("User pool cannot be deleted. It has a domain configured that should be deleted first.");
		pools.remove(userPool);
		return {};
	}
});
// packages/cognito-emulator/src/operations/clients/delete-user-pool-client.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
const deleteUserPoolClient = adminOperation({
	name: "DeleteUserPoolClient",
	request: { ClientId: clientId },
	run({ clients }, input) {
		clients.remove(clients.withId(input.ClientId).id);
		return {};
	}
});
// packages/cognito-emulator/src/operations/clients/delete-user-pool-client-secret.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClientSecret.html */
const deleteUserPoolClientSecret = adminOperation({
	name: "DeleteUserPoolClientSecret",
	request: {
		ClientId: clientId,
		ClientSecretId: string().min(1).max(256)
	},
	run({ clients }, input) {
		const client = clients.withId(input.ClientId);
		const index = secretDescriptors(client).findIndex(({ ClientSecretId }) => ClientSecretId === input.ClientSecretId);
		if (index < 0) throw resourceNotFound("Client secret not found.");
		const { secondSecret } = client;
		if (secondSecret === void 0) throw invalidParameter("A client's only secret cannot be deleted.");
		const kept = index === 0 ? {
			secret: secondSecret.value,
			secretCreatedAt: secondSecret.createdAt
		} : {};
		clients.update(client.id, {
			...kept,
			secondSecret: void 0
		});
		return {};
	}
});
// packages/cognito-emulator/src/operations/pools/delete-user-pool-domain.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
const deleteUserPoolDomain = poolsOperation({
	name: "DeleteUserPoolDomain",
	request: {
		Domain: domain,
		UserPoolId: string().min(1).max(55)
	},
	run(pools, input) {
		const { pool, reconfigure } = pools.withId(input.UserPoolId);
		if (pool.domain !== input.Domain) throw invalidParameter("No such domain or user pool exists.");
		reconfigure({ domain: void 0 });
		return {};
	}
});
// packages/cognito-emulator/src/operations/resource-servers/describe-resource-server.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
const describeResourceServer = adminOperation({
	name: "DescribeResourceServer",
	request: { Identifier: identifier },
	run({ pool }, input) {
		return { ResourceServer: resourceServerAnswer(pool.id, resourceServerOf(pool, input.Identifier)) };
	}
});
// packages/cognito-emulator/src/operations/pools/describe-user-pool.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
const describeUserPool = adminOperation({
	name: "DescribeUserPool",
	request: {},
	run: (pool) => ({ UserPool: poolAnswer(pool) })
});
// packages/cognito-emulator/src/operations/clients/describe-user-pool-client.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
const describeUserPoolClient = adminOperation({
	name: "DescribeUserPoolClient",
	request: { ClientId: clientId },
	run: ({ pool, clients }, input) => ({ UserPoolClient: clientAnswer(pool, clients.withId(input.ClientId)) })
});
// packages/cognito-emulator/src/operations/pools/describe-user-pool-domain.ts
/**
* A domain that nobody has is described by nothing, and is no error.
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html
*/
const describeUserPoolDomain = poolsOperation({
	name: "DescribeUserPoolDomain",
	request: { Domain: domain },
	run(pools, input) {
		const pool = pools.ofDomain(input.Domain)?.pool;
		if (pool === void 0) return { DomainDescription: {} };
		return { DomainDescription: {
			UserPoolId: pool.id,
			AWSAccountId: "123456789012",
			Domain: pool.domain,
			Status: "ACTIVE",
			CustomDomainConfig: {}
		} };
	}
});
// packages/cognito-emulator/src/triggers/custom-message.ts
/** What a trigger writes in place of the code, or the temporary password, and of the user's name. */
const placeholders = {
	code: "{####}",
	link: "{##Click Here##}",
	username: "{username}"
};
const worded = object({
	smsMessage: string().max(140).nullish(),
	emailMessage: string().max(2e4).nullish(),
	emailSubject: string().nullish()
});
/**
* Reads a trigger's answer. A body without the code, or in an invitation without the name, is not used, though its subject is:
* so it was seen with real invitations (https://stackoverflow.com/questions/56865198). A message that is too long throws
* InvalidLambdaResponseException; that this is its error is inferred.
*/
function readWording(source, response) {
	const parsed = worded.safeParse(response);
	if (!parsed.success) throw invalidResponse();
	const { emailMessage: body, emailSubject: subject } = parsed.data;
	const needed = source === "AdminCreateUser" ? [placeholders.code, placeholders.username] : [placeholders.code];
	const usable = typeof body === "string" && needed.every((placeholder) => body.includes(placeholder));
	return {
		...typeof subject === "string" && subject !== "" && { subject },
		...usable && { body }
	};
}
// packages/cognito-emulator/src/messages/messages.ts
const verification$1 = {
	subject: "Your verification code",
	body: `Your confirmation code is ${placeholders.code}`
};
const invitation = {
	subject: "Your temporary password",
	body: `Your username is ${placeholders.username} and temporary password is ${placeholders.code}`
};
/** Words the messages of one pool, as CustomMessage or else Cognito's default templates do, and puts them in the mailbox. */
var Messages = class {
	constructor(mailbox, triggers) {
		this.mailbox = mailbox;
		this.triggers = triggers;
	}
	/** A confirmation code. Throws what CustomMessage refuses it with. */
	async sendCode({ to, code, ...subject }) {
		const address = to ?? subject.user.attributes["email"] ?? "";
		const wording = {
			...verification$1,
			...await this.triggers.customMessage(subject)
		};
		this.send(wording, {
			address,
			username: subject.user.username,
			code
		});
		return deliveredTo(address);
	}
	/** An invitation with a temporary password, in which the user's name is the address they sign in with. */
	async sendInvitation({ password, ...subject }) {
		const address = subject.user.attributes["email"] ?? "";
		const worded = await this.triggers.customMessage({
			...subject,
			source: "AdminCreateUser"
		});
		this.send({
			...invitation,
			...worded
		}, {
			address,
			username: address,
			code: password
		});
	}
	send({ subject, body }, { address, username, code }) {
		const filled = body.replaceAll(placeholders.username, () => username).replaceAll(placeholders.code, () => code);
		this.mailbox.send({
			to: address,
			subject,
			body: filled,
			code
		});
	}
};
/** A masked address: `a***@e***`. */
function deliveredTo(address) {
	const [local = "", domain = ""] = address.split("@");
	return {
		AttributeName: "email",
		DeliveryMedium: "EMAIL",
		Destination: `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`
	};
}
// packages/cognito-emulator/src/operations/password/forgot-password.ts
/**
* Sends a code for a new password. A client that hides who has an account is told of a delivery for a user who does not exist,
* is disabled or has no verified address, too (AWS, "Managing user existence error responses").
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
*/
const forgotPassword = clientOperation({
	name: "ForgotPassword",
	request: { ClientMetadata: clientMetadata },
	async run(services, input, client) {
		const { codes, messages } = services;
		const occasion = {
			source: "ForgotPassword",
			client,
			clientMetadata: input.ClientMetadata
		};
		const user = await findOrMigrate(services, {
			...occasion,
			userName: input.Username
		});
		const hides = client.preventUserExistenceErrors === "ENABLED";
		if (user === void 0 && !hides) throw unknownUsername();
		const reachable = user?.enabled === true && user.attributes["email_verified"] === "true";
		if (user === void 0 || hides && !reachable) return { CodeDeliveryDetails: deliveredTo(input.Username) };
		const to = requireResettable(user);
		const code = codes.issue(user, "reset-password");
		return { CodeDeliveryDetails: await messages.sendCode({
			...occasion,
			user,
			to,
			code
		}) };
	}
});
// packages/cognito-emulator/src/operations/groups/get-group.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
const getGroup = adminOperation({
	name: "GetGroup",
	request: { GroupName: groupName },
	run: ({ pool, groups }, input) => ({ Group: groupAnswer(groups.named(input.GroupName), pool.id) })
});
// packages/cognito-emulator/src/operations/sessions/get-tokens-from-refresh-token.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
const getTokensFromRefreshToken = openClientOperation({
	name: "GetTokensFromRefreshToken",
	request: {
		RefreshToken: string().min(1).regex(/^[A-Za-z0-9-_=.]+$/),
		ClientSecret: string().min(1).max(64).optional(),
		ClientMetadata: clientMetadata
	},
	async run(services, input, client) {
		if (!provesSecret(client, input.ClientSecret)) throw notAuthorized("Invalid client secret");
		return { AuthenticationResult: await refreshAndRotate(services, client, input.RefreshToken, input.ClientMetadata) };
	}
});
// packages/cognito-emulator/src/operations/account/get-user.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
const getUser = userOperation({
	name: "GetUser",
	request: {},
	run(_pool, _input, { user, client }) {
		const UserAttributes = toItems(readableBy(client, user.attributes));
		return {
			Username: user.username,
			UserAttributes,
			...mfaAnswer(user)
		};
	}
});
// packages/cognito-emulator/src/operations/account/get-user-attribute-verification-code.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
const getUserAttributeVerificationCode = userOperation({
	name: "GetUserAttributeVerificationCode",
	request: {
		AttributeName: attributeName,
		ClientMetadata: clientMetadata
	},
	async run({ codes, messages }, input, { user, client }) {
		const email = user.pendingEmail ?? user.attributes["email"];
		if (input.AttributeName !== "email" || email === void 0) throw invalidParameter("User does not have the attribute, or it cannot be verified.");
		return { CodeDeliveryDetails: await messages.sendCode({
			source: "VerifyUserAttribute",
			user,
			to: email,
			code: codes.issue(user, "verify-email"),
			client,
			clientMetadata: input.ClientMetadata
		}) };
	}
});
// packages/cognito-emulator/src/operations/mfa/get-user-pool-mfa-config.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
const getUserPoolMfaConfig = adminOperation({
	name: "GetUserPoolMfaConfig",
	request: {},
	run: ({ pool }) => mfaConfigAnswer(pool)
});
// packages/cognito-emulator/src/operations/sessions/global-sign-out.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
const globalSignOut = userOperation({
	name: "GlobalSignOut",
	request: {},
	run({ userSessions }, _input, { user }) {
		userSessions.revokeAllOf(user);
		return {};
	}
});
// packages/cognito-emulator/src/operations/sign-in/initiate-auth.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
const initiateAuth = openClientOperation({
	name: "InitiateAuth",
	request: {
		AuthFlow: _enum(authFlowNames),
		AuthParameters: stringMap.optional(),
		ClientMetadata: clientMetadata
	},
	run(services, { AuthFlow, AuthParameters = {}, ClientMetadata }, client) {
		return startSignIn(services, "user", AuthFlow, {
			client,
			parameters: AuthParameters,
			validationData: ClientMetadata
		});
	}
});
// packages/cognito-emulator/src/operations/groups/list-groups.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
const listGroups = adminOperation({
	name: "ListGroups",
	request: {
		Limit: int().min(0).max(60).optional(),
		NextToken: nextToken
	},
	run({ pool, groups }, input) {
		const { page, next } = pageOf(groups.all(), ({ name }) => name, {
			limit: input.Limit,
			token: input.NextToken
		});
		return {
			Groups: page.map((group) => groupAnswer(group, pool.id)),
			NextToken: next
		};
	}
});
// packages/cognito-emulator/src/operations/resource-servers/list-resource-servers.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
const listResourceServers = adminOperation({
	name: "ListResourceServers",
	request: {
		MaxResults: int().min(1).max(50).optional(),
		NextToken: nextToken
	},
	run({ pool }, { MaxResults: limit = 50, NextToken: token }) {
		const { page, next } = pageOf(pool.resourceServers ?? [], ({ identifier }) => identifier, {
			limit,
			token
		});
		return {
			ResourceServers: page.map((server) => resourceServerAnswer(pool.id, server)),
			NextToken: next
		};
	}
});
// packages/cognito-emulator/src/operations/clients/list-user-pool-clients.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
const listUserPoolClients = adminOperation({
	name: "ListUserPoolClients",
	request: {
		MaxResults: int().min(1).max(60).optional(),
		NextToken: nextToken
	},
	run({ pool, clients }, input) {
		const { page, next } = pageOf(clients.all(), ({ id }) => id, {
			limit: input.MaxResults,
			token: input.NextToken
		});
		return {
			UserPoolClients: page.map(({ id, name }) => ({
				ClientId: id,
				UserPoolId: pool.id,
				ClientName: name
			})),
			NextToken: next
		};
	}
});
// packages/cognito-emulator/src/operations/clients/list-user-pool-client-secrets.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClientSecrets.html */
const listUserPoolClientSecrets = adminOperation({
	name: "ListUserPoolClientSecrets",
	request: { ClientId: clientId },
	run: ({ clients }, input) => ({ ClientSecrets: secretDescriptors(clients.withId(input.ClientId)) })
});
// packages/cognito-emulator/src/operations/pools/list-user-pools.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
const listUserPools = poolsOperation({
	name: "ListUserPools",
	request: {
		MaxResults: int().min(1).max(60),
		NextToken: nextToken
	},
	run(pools, input) {
		const { page, next } = pageOf(pools.all(), ({ pool }) => pool.id, {
			limit: input.MaxResults,
			token: input.NextToken
		});
		return {
			UserPools: page.map(({ pool, lambdaConfig }) => ({
				Id: pool.id,
				Name: pool.name,
				LambdaConfig: lambdaConfig(),
				LastModifiedDate: timestamp(pool.modifiedAt ?? pool.createdAt),
				CreationDate: timestamp(pool.createdAt)
			})),
			NextToken: next
		};
	}
});
// packages/cognito-emulator/src/operations/users/list-users.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
const listUsers = adminOperation({
	name: "ListUsers",
	request: {
		AttributesToGet: array(string().min(1).max(32)).optional(),
		Filter: string().max(256).optional(),
		Limit: int().min(0).max(60).optional(),
		PaginationToken: nextToken
	},
	run({ users }, { AttributesToGet, Filter, Limit, PaginationToken }) {
		const { page, next } = pageOf(users.all().filter(parseFilter(Filter)), ({ username }) => username, {
			limit: Limit,
			token: PaginationToken
		});
		return {
			Users: page.map((user) => userAnswer(user, selected(user, AttributesToGet))),
			PaginationToken: next
		};
	}
});
const filterable = "username email phone_number name given_name family_name preferred_username cognito:user_status status sub".split(" ");
/** One standard attribute, `=` or `^=` (COGNITO A3); an empty filter lets everyone through. */
function parseFilter(filter) {
	if (filter === void 0 || filter.trim() === "") return () => true;
	const [, quoted, bare, operator, escaped = ""] = /^\s*(?:"([\w:]+)"|([\w:]+))\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? [];
	const name = quoted ?? bare;
	if (name === void 0) throw invalidParameter("Error while parsing filter.");
	if (!filterable.includes(name)) throw invalidParameter(`Invalid search attribute: ${name}`);
	const wanted = fold(name, escaped.replaceAll(/\\(.)/g, "$1"));
	return (user) => {
		const value = fold(name, valueOf(user, name));
		return operator === "=" ? value === wanted : value.startsWith(wanted);
	};
}
function valueOf(user, name) {
	if (name === "username") return user.username;
	if (name === "cognito:user_status") return user.status;
	if (name === "status") return user.enabled ? "Enabled" : "Disabled";
	return user.attributes[name] ?? "";
}
/** Addresses are compared in any case, as sign-in does; the account status too. */
function fold(name, value) {
	return [
		"email",
		"username",
		"status"
	].includes(name) ? value.toLowerCase() : value;
}
function selected({ attributes }, names) {
	if (names === void 0 || names.length === 0) return attributes;
	return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}
// packages/cognito-emulator/src/operations/groups/list-users-in-group.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
const listUsersInGroup = adminOperation({
	name: "ListUsersInGroup",
	request: {
		GroupName: groupName,
		Limit: int().min(0).max(60).optional(),
		NextToken: nextToken
	},
	run({ groups, users }, input) {
		const { name } = groups.named(input.GroupName);
		const { page, next } = pageOf(users.all().filter((user) => user.groups.includes(name)), (user) => user.username, {
			limit: input.Limit,
			token: input.NextToken
		});
		return {
			Users: page.map((user) => userAnswer(user)),
			NextToken: next
		};
	}
});
// packages/cognito-emulator/src/operations/sign-up/resend-confirmation-code.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
const resendConfirmationCode = clientOperation({
	name: "ResendConfirmationCode",
	request: { ClientMetadata: clientMetadata },
	async run({ users, codes, messages }, input, client) {
		const user = users.find(input.Username);
		if (user === void 0) {
			if (client.preventUserExistenceErrors === "LEGACY") throw unknownUsername();
			return { CodeDeliveryDetails: deliveredTo(input.Username) };
		}
		if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
		return { CodeDeliveryDetails: await messages.sendCode({
			source: "ResendCode",
			user,
			code: codes.issue(user, "confirm-sign-up"),
			client,
			clientMetadata: input.ClientMetadata
		}) };
	}
});
// packages/cognito-emulator/src/operations/sign-in/respond-to-auth-challenge.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
const respondToAuthChallenge = openClientOperation({
	name: "RespondToAuthChallenge",
	request: {
		ChallengeName: _enum(challengeNames),
		ChallengeResponses: stringMap.optional(),
		Session: session.optional(),
		ClientMetadata: clientMetadata
	},
	run(services, { ChallengeName, ChallengeResponses = {}, Session, ClientMetadata }, client) {
		return answerChallenge(services, ChallengeName, {
			client,
			parameters: ChallengeResponses,
			session: Session,
			clientMetadata: ClientMetadata
		});
	}
});
// packages/cognito-emulator/src/operations/sessions/revoke-token.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
const revokeToken = openClientOperation({
	name: "RevokeToken",
	request: {
		Token: string().min(1).regex(/^[A-Za-z0-9-_=.]+$/),
		ClientSecret: string().min(1).max(64).optional()
	},
	run({ userSessions }, { Token, ClientSecret }, client) {
		if (!provesSecret(client, ClientSecret)) throw notAuthorized("Invalid client secret");
		if (decodeClaims(Token) !== void 0) throw new CognitoError("UnsupportedTokenTypeException", "Unsupported token type");
		const session = userSessions.ofRefreshToken(Token, client);
		if (session !== void 0) userSessions.revoke(session);
		return {};
	}
});
// packages/cognito-emulator/src/operations/mfa/set-user-mfa-preference.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
const setUserMfaPreference = userOperation({
	name: "SetUserMFAPreference",
	request: preferenceRequest,
	run({ users }, input, { user }) {
		setPreference(users, user, input);
		return {};
	}
});
// packages/cognito-emulator/src/operations/mfa/set-user-pool-mfa-config.ts
/**
* Sets whether software tokens are offered and whether MFA is required; those of SMS and e-mail are not simulated.
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
*/
const setUserPoolMfaConfig = adminOperation({
	name: "SetUserPoolMfaConfig",
	request: {
		SmsMfaConfiguration: object({}).optional(),
		EmailMfaConfiguration: object({}).optional(),
		SoftwareTokenMfaConfiguration: object({ Enabled: boolean().optional() }).optional(),
		MfaConfiguration: _enum([
			"OFF",
			"ON",
			"OPTIONAL"
		]).optional()
	},
	run({ pool, reconfigure }, input) {
		if (input.SmsMfaConfiguration !== void 0 || input.EmailMfaConfiguration !== void 0) throw invalidParameter("This user pool supports software token MFA only.");
		const mfaConfiguration = input.MfaConfiguration ?? "OFF";
		const softwareTokenMfaEnabled = input.SoftwareTokenMfaConfiguration?.Enabled ?? false;
		if (mfaConfiguration !== "OFF" && !softwareTokenMfaEnabled) throw invalidParameter("Invalid MFA configuration given, can't turn on MFA without an MFA method.");
		reconfigure({
			mfaConfiguration,
			softwareTokenMfaEnabled
		});
		return mfaConfigAnswer(pool);
	}
});
// packages/cognito-emulator/src/operations/sign-up/sign-up.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
const signUp = clientOperation({
	name: "SignUp",
	request: {
		Password: password,
		UserAttributes: attributes.optional(),
		ValidationData: attributes.optional(),
		ClientMetadata: clientMetadata
	},
	async run({ pool, users, passwords, codes, messages, triggers }, input, client) {
		if (pool.adminCreateUserOnly) throw notAuthorized("SignUp is not permitted for this user pool");
		if (!isEmail(input.Username)) throw invalidParameter("Username should be an email.");
		const given = {
			email: input.Username,
			...toAttributes(input.UserAttributes)
		};
		requireWritableBy(client, given);
		requireSchema(pool, given);
		requireComplete(pool, given);
		if (given.email.toLowerCase() !== input.Username.toLowerCase()) throw invalidParameter("Username and the email attribute must be the same address.");
		const username = users.nextUsername();
		const stored = passwords.permanent(username, input.Password);
		const decision = await triggers.preSignUp({
			source: "SignUp",
			username,
			attributes: given,
			client,
			validationData: toAttributes(input.ValidationData),
			clientMetadata: input.ClientMetadata
		});
		const user = users.add({
			username,
			attributes: {
				sub: username,
				email_verified: String(decision.autoVerifyEmail),
				..."phone_number" in given && { phone_number_verified: String(decision.autoVerifyPhone) },
				...given
			},
			status: decision.autoConfirm ? "CONFIRMED" : "UNCONFIRMED",
			password: stored
		});
		if (decision.autoConfirm) {
			await triggers.postConfirmation({
				source: "ConfirmSignUp",
				user,
				client,
				clientMetadata: input.ClientMetadata
			});
			return {
				UserConfirmed: true,
				UserSub: username
			};
		}
		if (!pool.autoVerifiedAttributes.includes("email")) return {
			UserConfirmed: false,
			UserSub: username
		};
		return {
			UserConfirmed: false,
			UserSub: username,
			CodeDeliveryDetails: await messages.sendCode({
				source: "SignUp",
				user,
				code: codes.issue(user, "confirm-sign-up"),
				client,
				clientMetadata: input.ClientMetadata
			})
		};
	}
});
// packages/cognito-emulator/src/operations/groups/update-group.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html */
const updateGroup = adminOperation({
	name: "UpdateGroup",
	request: {
		GroupName: groupName,
		Description: string().max(2048).optional(),
		Precedence: int().min(0).optional(),
		RoleArn: string().min(20).max(2048).optional()
	},
	run({ pool, groups }, input) {
		const { Description: description, Precedence: precedence, RoleArn: roleArn } = input;
		return { Group: groupAnswer(groups.update(input.GroupName, {
			...description !== void 0 && { description },
			...precedence !== void 0 && { precedence },
			...roleArn !== void 0 && { roleArn }
		}), pool.id) };
	}
});
// packages/cognito-emulator/src/operations/resource-servers/update-resource-server.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html */
const updateResourceServer = adminOperation({
	name: "UpdateResourceServer",
	request: resourceServerRequest,
	run({ pool, reconfigure }, input) {
		resourceServerOf(pool, input.Identifier);
		const changed = resourceServer(input);
		reconfigure({ resourceServers: [...othersThan(pool, input.Identifier), changed] });
		return { ResourceServer: resourceServerAnswer(pool.id, changed) };
	}
});
// packages/cognito-emulator/src/operations/account/update-user-attributes.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
const updateUserAttributes = userOperation({
	name: "UpdateUserAttributes",
	request: {
		UserAttributes: attributes,
		ClientMetadata: clientMetadata
	},
	async run(services, input, { user, client }) {
		const { pool } = services;
		const changes = toAttributes(input.UserAttributes);
		requireWritableBy(client, changes);
		requireSchema(pool, changes);
		requireMutable(pool, user.attributes, changes);
		return { CodeDeliveryDetailsList: await changeAttributes(services, user, changes, {
			client,
			clientMetadata: input.ClientMetadata
		}) };
	}
});
// packages/cognito-emulator/src/operations/pools/update-user-pool.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
const updateUserPool = adminOperation({
	name: "UpdateUserPool",
	request: poolRequest,
	run({ pool, reconfigure }, input) {
		const settings = poolSettings(input);
		const softwareTokenMfaEnabled = settings.softwareTokenMfaEnabled || pool.softwareTokenMfaEnabled;
		reconfigure({
			...settings,
			softwareTokenMfaEnabled
		});
		return {};
	}
});
// packages/cognito-emulator/src/operations/clients/update-user-pool-client.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
const updateUserPoolClient = adminOperation({
	name: "UpdateUserPoolClient",
	request: {
		...clientRequest,
		ClientId: clientId,
		ClientName: clientName.optional()
	},
	run({ pool, clients }, input) {
		const { name, secret } = clients.withId(input.ClientId);
		const settings = clientSettings(pool, input, secret !== void 0);
		return { UserPoolClient: clientAnswer(pool, clients.update(input.ClientId, {
			...settings,
			name: input.ClientName ?? name
		})) };
	}
});
// packages/cognito-emulator/src/software-token/software-tokens.ts
/** The software tokens (TOTP) of one pool's users: registered, and answered with; each code good for one use. */
var SoftwareTokens = class {
	constructor(users, attempts, clock) {
		this.users = users;
		this.attempts = attempts;
		this.clock = clock;
	}
	/**
	* Makes a secret the user's token once a code shows that their app has it; an earlier token ends only now.
	* Throws EnableSoftwareTokenMFAException for a wrong code.
	*/
	register({ username }, secret, code, deviceName) {
		const name = this.unlocked(username);
		const step = stepsOf(secret, code, this.clock.now()).at(-1);
		if (step === void 0) {
			this.attempts.failed(name);
			throw new CognitoError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
		}
		this.attempts.succeeded(name);
		return this.users.update(username, () => ({
			softwareToken: {
				secret,
				deviceName,
				lastUsedStep: step
			},
			pendingSoftwareToken: void 0
		}));
	}
	/**
	* Uses up a code of the user's token. Throws CodeMismatchException when it is wrong and ExpiredCodeException when it, or a
	* later one, was used before (RFC 6238, section 5.2).
	*/
	redeem({ username, softwareToken: token }, code) {
		if (token === void 0) throw softwareTokenNotFound();
		const name = this.unlocked(username);
		const steps = stepsOf(token.secret, code, this.clock.now());
		const fresh = steps.find((step) => step > token.lastUsedStep);
		if (fresh === void 0) {
			this.attempts.failed(name);
			throw steps.length === 0 ? new CognitoError("CodeMismatchException", "Invalid code received for user") : new CognitoError("ExpiredCodeException", "Your software token has already been used once.");
		}
		this.attempts.succeeded(name);
		this.users.update(username, () => ({ softwareToken: {
			...token,
			lastUsedStep: fresh
		} }));
	}
	/** The name that attempts are counted under: codes are guessed no faster than passwords, and counted apart. */
	unlocked(username) {
		const name = `software-token:${username}`;
		this.attempts.requireUnlocked(name);
		return name;
	}
};
/** What a user without a software token is told where one is needed. */
function softwareTokenNotFound() {
	return new CognitoError("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");
}
// packages/cognito-emulator/src/operations/mfa/verify-software-token.ts
/**
* Registers the software token whose code the user shows. It is asked for at sign-in once the user, an administrator or the
* pool turns MFA on.
* https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html
*/
const verifySoftwareToken = softwareTokenOperation({
	name: "VerifySoftwareToken",
	request: {
		UserCode: string().length(6).regex(/^[0-9]+$/),
		FriendlyDeviceName: string().max(131072).optional()
	},
	run(services, input, registration) {
		const { user, session } = registration;
		const secret = session === void 0 ? user.pendingSoftwareToken : session.memory.secret;
		if (secret === void 0) throw softwareTokenNotFound();
		services.softwareTokens.register(user, secret, input.UserCode, input.FriendlyDeviceName);
		return {
			Status: "SUCCESS",
			Session: nextSession(services, registration, { verified: true })
		};
	}
});
// packages/cognito-emulator/src/operations/account/verify-user-attribute.ts
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
const verifyUserAttribute = userOperation({
	name: "VerifyUserAttribute",
	request: {
		AttributeName: attributeName,
		Code: confirmationCode
	},
	run({ users, codes }, input, { user }) {
		if (input.AttributeName !== "email") throw invalidParameter("The attribute cannot be verified.");
		requireFree(users, user, user.pendingEmail ?? "");
		codes.redeem(user, "verify-email", input.Code);
		confirmEmail(users, user);
		return {};
	}
});
// packages/cognito-emulator/src/operations/registry.ts
/** Every operation that the emulator answers; what is not listed is UnknownOperationException. */
const operations = new Map([
	addCustomAttributes,
	addUserPoolClientSecret,
	adminAddUserToGroup,
	adminConfirmSignUp,
	adminCreateUser,
	adminDeleteSoftwareToken,
	adminDeleteUser,
	adminDeleteUserAttributes,
	adminDisableUser,
	adminEnableUser,
	adminGetUser,
	adminInitiateAuth,
	adminListGroupsForUser,
	adminListUserSessions,
	adminRemoveUserFromGroup,
	adminResetUserPassword,
	adminRespondToAuthChallenge,
	adminRevokeUserSession,
	adminSetUserMfaPreference,
	adminSetUserPassword,
	adminUpdateUserAttributes,
	adminUserGlobalSignOut,
	associateSoftwareToken,
	changePassword,
	confirmForgotPassword,
	confirmSignUp,
	createGroup,
	createResourceServer,
	createUserPool,
	createUserPoolClient,
	createUserPoolDomain,
	deleteGroup,
	deleteResourceServer,
	deleteUser,
	deleteUserAttributes,
	deleteUserPool,
	deleteUserPoolClient,
	deleteUserPoolClientSecret,
	deleteUserPoolDomain,
	describeResourceServer,
	describeUserPool,
	describeUserPoolClient,
	describeUserPoolDomain,
	forgotPassword,
	getGroup,
	getTokensFromRefreshToken,
	getUser,
	getUserAttributeVerificationCode,
	getUserPoolMfaConfig,
	globalSignOut,
	initiateAuth,
	listGroups,
	listResourceServers,
	listUserPoolClientSecrets,
	listUserPoolClients,
	listUserPools,
	listUsers,
	listUsersInGroup,
	resendConfirmationCode,
	respondToAuthChallenge,
	revokeToken,
	setUserMfaPreference,
	setUserPoolMfaConfig,
	signUp,
	updateGroup,
	updateResourceServer,
	updateUserAttributes,
	updateUserPool,
	updateUserPoolClient,
	verifySoftwareToken,
	verifyUserAttribute
].map((operation) => [operation.name, operation]));
// packages/cognito-emulator/src/oauth/authorization-codes.ts
const lifeMilliseconds$1 = 3e5;
const openCodes = 1e4;
/** Authorization codes, in memory only: they live five minutes and are good once. */
var AuthorizationCodes = class {
	constructor(clock) {
		this.clock = clock;
		this.codes = /* @__PURE__ */ new Map();
	}
	issue(grant) {
		const code = randomUUID();
		this.forgetOldest();
		this.codes.set(code, {
			grant,
			expiresAt: this.clock.now().getTime() + lifeMilliseconds$1,
			used: false
		});
		return code;
	}
	/**
	* Uses a code of this client up, whatever comes of it then. Undefined for a code that is unknown, over, or another client's;
	* `replayOf` for one that was used before.
	*/
	redeem(code, clientId) {
		const issued = this.codes.get(code);
		if (issued?.grant.clientId !== clientId || issued.expiresAt <= this.clock.now().getTime()) return void 0;
		if (issued.used) return { replayOf: issued.sessionId };
		issued.used = true;
		return {
			grant: issued.grant,
			begun: (sessionId) => {
				issued.sessionId = sessionId;
			}
		};
	}
	forgetOldest() {
		if (this.codes.size < openCodes) return;
		const oldest = this.codes.keys().next();
		if (!oldest.done) this.codes.delete(oldest.value);
	}
};
/** RFC 7636, section 4.6. A verifier for a code that was asked for without a challenge is refused too: it was tampered with. */
function verifierFits({ codeChallenge }, verifier) {
	if (codeChallenge === void 0 || verifier === void 0) return codeChallenge === verifier;
	const expected = Buffer.from(codeChallenge, "base64url");
	const actual = createHash("sha256").update(verifier).digest();
	return expected.length === actual.length && timingSafeEqual(expected, actual);
}
// packages/cognito-emulator/src/oauth/oauth-error.ts
/** A refusal in the words of OAuth 2.0; the message goes out as `error_description`. */
var OAuthError = class extends Error {
	constructor(code, message, status = 400) {
		super(message);
		this.code = code;
		this.status = status;
		this.name = "OAuthError";
	}
};
/** The error as the endpoints for clients answer it: RFC 6749, section 5.2. */
function errorReply({ code, message, status }, headers) {
	return jsonReply({
		error: code,
		...message !== "" && { error_description: message }
	}, {
		status,
		headers
	});
}
// packages/cognito-emulator/src/oauth/parameters.ts
/** Parameters by name. Throws invalid_request for one that comes twice (RFC 6749, section 3.1); an empty one counts as not sent. */
function singleParameters(given) {
	const parameters = {};
	for (const [name, value] of given) {
		if (Object.hasOwn(parameters, name)) throw new OAuthError("invalid_request", "A parameter is sent twice.");
		if (value !== "") Object.defineProperty(parameters, name, {
			value,
			enumerable: true
		});
	}
	return parameters;
}
/** The parameters of a form in a body; throws invalid_request for anything that is not one. */
async function formParameters({ headers, body }) {
	if ((headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() !== "application/x-www-form-urlencoded") throw new OAuthError("invalid_request", "The body has to be application/x-www-form-urlencoded.");
	return singleParameters(new URLSearchParams((await body()).toString("utf8")));
}
/** A parameter that the request cannot do without; throws invalid_request. */
function requiredParameter(parameters, name) {
	const value = parameters[name];
	if (value === void 0) throw new OAuthError("invalid_request", `${name} is missing.`);
	return value;
}
/** The values of a space-separated list: `scope`, `prompt`. */
function listOf(value) {
	return [...new Set((value ?? "").split(" ").filter((item) => item !== ""))];
}
// packages/cognito-emulator/src/oauth/authorization-request.ts
/** A request whose client or redirect address is not known good: nobody is redirected. */
var PageError = class extends Error {
	constructor(code, shown = {}) {
		super(code);
		this.code = code;
		this.shown = shown;
		this.name = "PageError";
	}
};
/** An error that the client is told at its redirect address. */
var RedirectError = class extends Error {
	constructor(code, target, message) {
		super(message);
		this.code = code;
		this.target = target;
		this.name = "RedirectError";
	}
};
const carriedOn = ["response_type client_id redirect_uri state nonce scope code_challenge code_challenge_method prompt login_hint lang", "identity_provider idp_identifier"].flatMap((names) => names.split(" "));
/** The query of a request that is in order; throws PageError or RedirectError (AWS, "Authorize endpoint"). */
function readAuthorizationRequest(query, clients) {
	const parameters = pageParameters(query);
	const client = clients.find(parameters["client_id"] ?? "");
	const redirectUri = parameters["redirect_uri"];
	if (client === void 0 || redirectUri === void 0) throw new PageError("invalid_request");
	if (!client.callbackUrls.includes(redirectUri)) throw new PageError("redirect_mismatch", {
		client_id: client.id,
		redirect_uri: redirectUri
	});
	const { state, nonce, login_hint: loginHint } = parameters;
	try {
		requireCodeFlow(client, parameters["response_type"]);
		return {
			client,
			redirectUri,
			state,
			nonce,
			scopes: grantedScopes(client, listOf(parameters["scope"])),
			codeChallenge: codeChallengeOf(parameters),
			prompt: promptOf(parameters),
			loginHint,
			query: new URLSearchParams(Object.entries(parameters).filter(([name]) => carriedOn.includes(name))).toString()
		};
	} catch (error) {
		if (error instanceof OAuthError) throw new RedirectError(error.code, {
			redirectUri,
			state
		}, error.message);
		throw error;
	}
}
function pageParameters(query) {
	try {
		return singleParameters(query);
	} catch {
		throw new PageError("invalid_request");
	}
}
function requireCodeFlow({ allowedOAuthFlows }, responseType) {
	if (responseType !== "code" && responseType !== "token") throw new OAuthError("invalid_request", "response_type has to be code.");
	if (responseType === "token" || !allowedOAuthFlows.includes("code")) throw new OAuthError("unauthorized_client");
}
/** All of the client's scopes when none is asked for; email, phone and profile only along with openid (AWS, "Authorize endpoint"). */
function grantedScopes({ allowedOAuthScopes }, asked) {
	const scopes = asked.length === 0 ? allowedOAuthScopes : asked;
	if (!scopes.every((scope) => allowedOAuthScopes.includes(scope))) throw new OAuthError("invalid_scope");
	if (!scopes.includes("openid") && scopes.some((scope) => [
		"email",
		"phone",
		"profile"
	].includes(scope))) throw new OAuthError("invalid_scope", "email, phone and profile need openid.");
	return scopes;
}
/** PKCE is the client's choice, as with Cognito, but only by S256, and only whole. */
function codeChallengeOf(parameters) {
	const { code_challenge: challenge, code_challenge_method: method } = parameters;
	if (challenge === void 0 && method === void 0) return void 0;
	if (method !== "S256") throw new OAuthError("invalid_request", "code_challenge_method has to be S256.");
	if (!/^[\w-]{43}$/.test(challenge ?? "")) throw new OAuthError("invalid_request", "code_challenge has to be the base64url of a SHA-256.");
	return challenge;
}
function promptOf(parameters) {
	const prompt = listOf(parameters["prompt"]);
	if (prompt.includes("none") && prompt.length > 1) throw new OAuthError("invalid_request", "prompt=none stands alone.");
	return prompt;
}
// packages/cognito-emulator/src/oauth/redirect-address.ts
/** A redirect address with parameters added to its query. */
function addressWith(redirectUri, parameters) {
	return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${new URLSearchParams(parameters).toString()}`;
}
/** The error page of the domain, for a browser that cannot be sent back to its client. */
function errorPageAddress(code, shown = {}) {
	return addressWith("/error", {
		error: code,
		...shown
	});
}
// packages/cognito-emulator/src/oauth/code-issue.ts
/**
* Sends a signed-in user back to the client with a code. The pre-token-generation trigger runs now, so that its refusal reaches
* the client's page (COGNITO L2). Throws RedirectError.
*/
async function grantCode({ pool, codes }, authorization, { username, authTime }, cookies = []) {
	const { client, redirectUri, scopes, nonce, codeChallenge, state } = authorization;
	const subject = {
		user: pool.users.named(username),
		client,
		session: { scopes },
		source: "HostedAuth"
	};
	const overrides = await pool.triggers.preTokenGeneration(subject).catch((error) => {
		throw error instanceof CognitoError ? new RedirectError("invalid_request", authorization, error.message) : error;
	});
	const grant = {
		clientId: client.id,
		redirectUri,
		username,
		authTime,
		scopes,
		nonce,
		codeChallenge,
		overrides
	};
	const code = codes.issue(grant);
	return redirectReply(addressWith(redirectUri, {
		code,
		...state !== void 0 && { state }
	}), cookies);
}
// packages/cognito-emulator/src/oauth/authorize-endpoint.ts
/** GET /oauth2/authorize (AWS, "Authorize endpoint"): a code for a browser that is signed in, the sign-in page for any other. */
function authorizeEndpoint(services) {
	return (request) => {
		if (request.path !== "/oauth2/authorize") return void 0;
		if (request.method !== "GET") return textReply(405, "Use GET.", { allow: "GET" });
		return withAuthorizationRequest(services, request, (authorization) => authorize(services, request, authorization));
	};
}
async function authorize(services, { headers }, authorization) {
	const { prompt, query } = authorization;
	const session = prompt.includes("login") ? void 0 : services.browserSessions.find(headers);
	if (session !== void 0) return grantCode(services, authorization, session);
	if (prompt.includes("none")) throw new RedirectError("login_required", authorization, "");
	return redirectReply(`/login?${query}`);
}
/** Runs with the authorization request in a query; what is wrong with it goes to the client, or to the error page. */
async function withAuthorizationRequest({ pool }, { query }, run) {
	try {
		return await run(readAuthorizationRequest(query, pool.clients));
	} catch (error) {
		if (error instanceof PageError) return redirectReply(errorPageAddress(error.code, error.shown));
		if (error instanceof RedirectError) return redirectReply(errorAddress(error));
		throw error;
	}
}
function errorAddress({ code, message, target }) {
	return addressWith(target.redirectUri, {
		...message !== "" && { error_description: message },
		error: code,
		...target.state !== void 0 && { state: target.state }
	});
}
// packages/cognito-emulator/src/http/cookies.ts
/** The value of a cookie (RFC 6265, section 5.4); the first one when a browser sends several of one name. */
function cookieOf({ cookie = "" }, name) {
	return cookie.split(";").map((pair) => pair.trim()).find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
// packages/cognito-emulator/src/oauth/browser-sessions.ts
const cookieName$2 = "cognito";
const lifeSeconds = 3600;
const openSessions = 1e4;
/** Browsers in which somebody is signed in at the hosted pages: an hour each, whatever happens to their tokens (COGNITO T11). */
var BrowserSessions = class {
	constructor(users, clock) {
		this.users = users;
		this.clock = clock;
		this.sessions = /* @__PURE__ */ new Map();
	}
	/** Begins a session; gives it, and the cookie that stands for it. */
	begin({ username }) {
		const id = randomBytes(32).toString("base64url");
		const session = {
			username,
			authTime: epochSeconds(this.clock)
		};
		this.forgetOldest();
		this.sessions.set(id, session);
		return {
			session,
			cookie: `${cookieName$2}=${id}; Path=/; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Lax`
		};
	}
	/** The session of a browser, while it lasts and its user may sign in. */
	find(headers) {
		const session = this.sessions.get(cookieOf(headers, cookieName$2) ?? "");
		if (session === void 0 || session.authTime + lifeSeconds <= epochSeconds(this.clock)) return void 0;
		const user = this.users.find(session.username);
		return user?.enabled === true && user.status === "CONFIRMED" ? session : void 0;
	}
	/** Ends the session of a browser; gives the cookie that takes its own away. */
	end(headers) {
		this.sessions.delete(cookieOf(headers, cookieName$2) ?? "");
		return `${cookieName$2}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;
	}
	forgetOldest() {
		if (this.sessions.size < openSessions) return;
		const oldest = this.sessions.keys().next();
		if (!oldest.done) this.sessions.delete(oldest.value);
	}
};
// packages/cognito-emulator/src/oauth/logout-endpoint.ts
/**
* GET /logout (AWS, "Logout endpoint"): signs the browser out, then leads to the client's logout_uri or, with the parameters of
* /oauth2/authorize, to the sign-in page. Tokens live on.
*/
function logoutEndpoint({ pool, browserSessions }) {
	return ({ method, path, query, headers }) => {
		if (path !== "/logout") return void 0;
		if (method !== "GET") return textReply(405, "Use GET.", { allow: "GET" });
		const client = pool.clients.find(query.get("client_id") ?? "");
		const cookie = browserSessions.end(headers);
		const logoutUri = query.get("logout_uri");
		if (client === void 0) return redirectReply("/error?error=invalid_request", [cookie]);
		if (logoutUri !== null) {
			const shown = {
				client_id: client.id,
				logout_uri: logoutUri
			};
			const known = client.logoutUrls.includes(logoutUri);
			return redirectReply(known ? logoutUri : errorPageAddress("redirect_mismatch", shown), [cookie]);
		}
		if (query.has("redirect_uri")) return redirectReply(`/login?${query.toString()}`, [cookie]);
		return redirectReply("/error?error=invalid_request", [cookie]);
	};
}
// packages/cognito-emulator/src/oauth/client-authentication.ts
/**
* The client of a request to the token or revocation endpoint, by client_secret_basic or client_secret_post, or by its id alone
* when it has no secret (RFC 6749, section 2.3). Throws invalid_client, with the status that the endpoint answers it with.
*/
function authenticateClient(clients, authorization, parameters, refusedWith) {
	const { id, secret } = credentialsOf(authorization, parameters);
	const client = clients.find(id);
	if (client === void 0 || !provesSecret(client, secret)) throw new OAuthError("invalid_client", void 0, refusedWith);
	return client;
}
/** The id that a client gives, in whichever way; throws OAuthError for a request that has none, or two. */
function claimedClientId(authorization, parameters) {
	return credentialsOf(authorization, parameters).id;
}
function credentialsOf(authorization, parameters) {
	const { client_id: id, client_secret: secret } = parameters;
	if (authorization === void 0) {
		if (id === void 0) throw new OAuthError("invalid_request", "client_id is missing.");
		return {
			id,
			secret
		};
	}
	const basic = basicCredentials(authorization);
	if (secret !== void 0 || id !== void 0 && id !== basic.id) throw new OAuthError("invalid_request");
	return basic;
}
function basicCredentials(authorization) {
	const [, encoded = ""] = /^Basic ([\w+/=-]+)$/i.exec(authorization) ?? [];
	const [id = "", secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(/:(.*)/s);
	try {
		return {
			id: decodeURIComponent(id),
			secret: decodeURIComponent(secret)
		};
	} catch {
		throw new OAuthError("invalid_request");
	}
}
// packages/cognito-emulator/src/oauth/pool-of-request.ts
/**
* The pool that a request at the OAuth endpoints or the hosted pages is for: that of the client in its query or form, or of its
* access token. Nothing is verified, and undefined stands for a pool that is not known.
*/
async function poolOfRequest(pools, request) {
	const { path, query } = request;
	if (path === "/oauth2/userInfo") return pools.ofIssuer(issuerOfToken(request));
	const clientId = (path === "/oauth2/token" || path === "/oauth2/revoke") && request.method === "POST" ? await clientIdOfForm(request) : query.get("client_id");
	return pools.ofClient(clientId ?? "");
}
function issuerOfToken({ headers: { authorization = "" } }) {
	return decodeClaims(authorization.replace(/^Bearer /i, ""))?.["iss"];
}
/** What is wrong with a form is for its endpoint to say. */
async function clientIdOfForm(request) {
	try {
		return claimedClientId(request.headers.authorization, await formParameters(request));
	} catch (error) {
		if (error instanceof OAuthError) return void 0;
		throw error;
	}
}
// packages/cognito-emulator/src/oauth/cross-origin.ts
/** Pages of any origin may use the endpoints that take a token or a code, never a cookie. */
const crossOrigin = { "access-control-allow-origin": "*" };
/** The answer to a browser that asks whether it may. */
function preflightReply(methods) {
	return {
		status: 200,
		headers: {
			...crossOrigin,
			"access-control-allow-methods": methods,
			"access-control-allow-headers": "Authorization,Content-Type",
			"access-control-max-age": "7200"
		},
		body: ""
	};
}
// packages/cognito-emulator/src/oauth/revocation-endpoint.ts
/** POST /oauth2/revoke (AWS, "The token revocation endpoint"; RFC 7009): ends the session of a refresh token. */
function revocationEndpoint({ clients, userSessions }) {
	return async (request) => {
		if (request.path !== "/oauth2/revoke") return void 0;
		if (request.method === "OPTIONS") return preflightReply("POST");
		if (request.method !== "POST") return textReply(405, "Use POST.", { allow: "POST" });
		try {
			const parameters = await formParameters(request);
			const client = authenticateClient(clients, request.headers.authorization, parameters, 401);
			const token = requiredParameter(parameters, "token");
			if (decodeClaims(token) !== void 0) throw new OAuthError("unsupported_token_type");
			userSessions.revokeId(userSessions.ofRefreshToken(token, client)?.id);
			return {
				status: 200,
				headers: {
					...crossOrigin,
					"cache-control": "no-store"
				},
				body: ""
			};
		} catch (error) {
			if (error instanceof OAuthError) return errorReply(error, crossOrigin);
			throw error;
		}
	};
}
// packages/cognito-emulator/src/oauth/client-credentials-grant.ts
const metadata = record(string(), string());
/**
* client_credentials: an access token of the client itself, with scopes of resource servers only (COGNITO T14). Its trigger gets
* the map in `aws_client_metadata` (AWS, "Token endpoint"), and its refusal is told.
*/
async function clientCredentialsGrant({ pool: { pool, tokenIssuer } }, client, parameters) {
	if (client.secret === void 0 || !client.allowedOAuthFlows.includes("client_credentials")) throw new OAuthError("unauthorized_client");
	const allowed = resourceScopesOf(pool).filter((scope) => client.allowedOAuthScopes.includes(scope));
	const asked = listOf(parameters["scope"]);
	const scopes = asked.length === 0 ? allowed : asked;
	if (scopes.length === 0 || !scopes.every((scope) => allowed.includes(scope))) throw new OAuthError("invalid_scope");
	const clientMetadata = clientMetadataOf(parameters);
	return {
		access_token: await tokenIssuer.issueForClient({
			client,
			scopes,
			clientMetadata
		}).catch((error) => {
			throw error instanceof CognitoError ? new OAuthError("invalid_request", error.message) : error;
		}),
		expires_in: client.accessTokenSeconds,
		token_type: "Bearer"
	};
}
function clientMetadataOf({ aws_client_metadata: given }) {
	if (given === void 0) return void 0;
	try {
		return metadata.parse(JSON.parse(given));
	} catch {
		throw new OAuthError("invalid_request", "aws_client_metadata has to be a JSON object of strings.");
	}
}
// packages/cognito-emulator/src/oauth/code-grant.ts
/**
* authorization_code: the tokens that a user has granted. A code that comes a second time has been stolen at one of the two, so
* that its tokens are revoked as well (RFC 6749, section 4.1.2).
*/
function codeGrant({ pool, codes }, client, parameters) {
	if (!client.allowedOAuthFlows.includes("code")) throw new OAuthError("unauthorized_client");
	const code = requiredParameter(parameters, "code");
	const redirectUri = requiredParameter(parameters, "redirect_uri");
	if (!client.callbackUrls.includes(redirectUri)) throw new OAuthError("unauthorized_client");
	const redeemed = codes.redeem(code, client.id);
	if (redeemed === void 0) throw new OAuthError("invalid_grant");
	if ("replayOf" in redeemed) {
		pool.userSessions.revokeId(redeemed.replayOf);
		throw new OAuthError("invalid_grant");
	}
	const { grant } = redeemed;
	if (grant.redirectUri !== redirectUri || !verifierFits(grant, parameters["code_verifier"])) throw new OAuthError("invalid_grant");
	return begin({ pool }, client, grant, redeemed.begun);
}
function begin({ pool: { users, userSessions, tokenIssuer } }, client, { username, scopes, authTime, nonce, overrides }, begun) {
	const user = users.find(username);
	if (user?.enabled !== true) throw new OAuthError("invalid_grant");
	const { session, refreshToken } = userSessions.begin(user, client, scopes, {
		oauth: true,
		authTime
	});
	begun(session.id);
	const { accessToken, idToken } = tokenIssuer.mint({
		user,
		client,
		session,
		nonce
	}, overrides);
	return {
		...scopes.includes("openid") && { id_token: idToken },
		access_token: accessToken,
		refresh_token: refreshToken,
		expires_in: client.accessTokenSeconds,
		token_type: "Bearer"
	};
}
// packages/cognito-emulator/src/oauth/refresh-grant.ts
/** refresh_token: new ID and access tokens and, where they rotate (COGNITO T12), a new refresh token. */
async function refreshGrant({ pool }, client, parameters) {
	if (!client.allowedOAuthFlows.includes("code")) throw new OAuthError("unauthorized_client");
	const tokens = await refreshAndRotate(pool, client, requiredParameter(parameters, "refresh_token"), void 0).catch((error) => {
		throw error instanceof CognitoError && error.status < 500 ? invalidGrant(error) : error;
	});
	return {
		...tokens.IdToken !== void 0 && { id_token: tokens.IdToken },
		access_token: tokens.AccessToken,
		..."RefreshToken" in tokens && { refresh_token: tokens.RefreshToken },
		expires_in: tokens.ExpiresIn,
		token_type: tokens.TokenType
	};
}
/** What a trigger said is told; why a token is refused is not. */
function invalidGrant({ name, message }) {
	return new OAuthError("invalid_grant", name === "UserLambdaValidationException" ? message : void 0);
}
// packages/cognito-emulator/src/oauth/token-endpoint.ts
const grants = /* @__PURE__ */ new Map([
	["authorization_code", codeGrant],
	["refresh_token", refreshGrant],
	["client_credentials", clientCredentialsGrant]
]);
/** POST /oauth2/token (AWS, "Token endpoint"; RFC 6749, section 3.2). */
function tokenEndpoint(services) {
	return async (request) => {
		if (request.path !== "/oauth2/token") return void 0;
		if (request.method === "OPTIONS") return preflightReply("POST");
		if (request.method !== "POST") return textReply(405, "Use POST.", { allow: "POST" });
		try {
			const parameters = await formParameters(request);
			const client = authenticateClient(services.pool.clients, request.headers.authorization, parameters, 400);
			const grant = grants.get(requiredParameter(parameters, "grant_type"));
			if (grant === void 0) throw new OAuthError("unsupported_grant_type");
			return jsonReply(await grant(services, client, parameters), { headers: crossOrigin });
		} catch (error) {
			if (error instanceof OAuthError) return errorReply(error, crossOrigin);
			throw error;
		}
	};
}
// packages/cognito-emulator/src/oauth/user-info-endpoint.ts
/** GET or POST /oauth2/userInfo (AWS, "The userInfo endpoint"): the attributes that the scopes of an access token open, as strings. */
function userInfoEndpoint({ accessTokens }) {
	return ({ method, path, headers: { authorization } }) => {
		if (path !== "/oauth2/userInfo") return void 0;
		if (method === "OPTIONS") return preflightReply("GET,POST");
		if (method !== "GET" && method !== "POST") return textReply(405, "Use GET or POST.", { allow: "GET, POST" });
		const [, token] = /^Bearer ([\w.=-]+)$/i.exec(authorization ?? "") ?? [];
		if (token === void 0) return refusal$1(400, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
		try {
			const { user, client, scopes } = accessTokens.holderOf(token, "openid");
			const attributes = openedBy(scopes, readableBy(client, user.attributes));
			return jsonReply({
				...attributes,
				username: user.username
			}, { headers: crossOrigin });
		} catch (error) {
			if (!(error instanceof CognitoError)) throw error;
			return refusal$1(401, "invalid_token", "Access token is expired, disabled, or deleted, or the user has globally signed out.");
		}
	};
}
function refusal$1(status, code, description) {
	const challenge = `error="${code}", error_description="${description}"`;
	return jsonReply({
		error: code,
		error_description: description
	}, {
		status,
		headers: {
			...crossOrigin,
			"access-control-expose-headers": "WWW-Authenticate",
			"www-authenticate": `Bearer ${challenge}`
		}
	});
}
__name(refusal$1, "refusal");
// packages/cognito-emulator/src/pages/html.ts
/** Markup that is known good: from a template of `html`, never from a request. */
var Html = class {
	constructor(text) {
		this.text = text;
	}
};
/** A template whose values are escaped unless they are markup themselves; undefined is nothing. */
function html(parts, ...values) {
	return new Html(parts.map((part, index) => index === 0 ? part : `${rendered(values[index - 1])}${part}`).join(""));
}
function rendered(value) {
	if (value === void 0) return "";
	if (typeof value === "string") return escape(value);
	return value instanceof Html ? value.text : value.map(({ text }) => text).join("");
}
function escape(text) {
	return text.replaceAll(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
// packages/cognito-emulator/src/pages/stylesheet.ts
const css = `
:root { color-scheme: light dark; --ink: #16212b; --soft: #566573; --line: #c6cfd6; --paper: #fff; --ground: #eef2f4;
  --accent: #0b5d6b; --accent-ink: #fff; --bad: #a3211b; --bad-ground: #fdeceb; --good: #14603a; --good-ground: #e7f5ed; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eef2; --soft: #a3b1bb; --line: #45535e; --paper: #1a242c;
  --ground: #10171c; --accent: #5fc3d3; --accent-ink: #06262c; --bad: #ff9d96; --bad-ground: #3a1a19; --good: #8fdcb0;
  --good-ground: #14301f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center; justify-content: center;
  padding: 1.5rem 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 25rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: .75rem; box-shadow: 0 1px 3px rgb(0 0 0 / .08); }
h1, .lead, footer { text-wrap: balance; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: .5rem 0; }
.lead { color: var(--soft); margin-bottom: 1.25rem; }
.note { padding: .65rem .85rem; margin: 1rem 0; border-radius: .5rem; border-left: 4px solid; overflow-wrap: anywhere; }
.bad { background: var(--bad-ground); color: var(--bad); }
.good { background: var(--good-ground); color: var(--good); }
label { display: block; margin-top: 1rem; font-weight: 600; }
.hint { margin: .25rem 0 0; color: var(--soft); font-size: .875rem; }
input { display: block; width: 100%; margin-top: .3rem; padding: .6rem .75rem; font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--soft); border-radius: .5rem; }
input.code { letter-spacing: .3em; font-variant-numeric: tabular-nums; }
button { width: 100%; margin-top: 1.25rem; padding: .7rem; font: inherit; font-weight: 600; color: var(--accent-ink);
  background: var(--accent); border: 1px solid var(--accent); border-radius: .5rem; cursor: pointer; }
button.plain { margin-top: .6rem; color: var(--accent); background: transparent; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { overflow-wrap: anywhere; }
.key { margin: 1rem 0 0; }
.key dt { margin-top: .75rem; font-weight: 600; }
.key dd { margin: .3rem 0 0; padding: .5rem .75rem; border: 1px dashed var(--line); border-radius: .5rem; font-size: .875rem; }
.key code { user-select: all; }
.qr { display: block; width: 12.5rem; max-width: 100%; margin: 1rem auto 0; border-radius: .5rem; }
.wide { max-width: 48rem; }
.list { list-style: none; margin: 1rem 0 0; padding: 0; }
.list li { padding: .9rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.list h2 { margin: 0; font-size: 1rem; }
.list .meta { margin: 0; color: var(--soft); font-size: .875rem; }
.list .value { font-size: 1.25rem; letter-spacing: .1em; user-select: all; }
.choice { display: flex; gap: .5rem; align-items: center; font-weight: 400; }
.choice input { width: auto; margin: 0; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; margin: 1.25rem 0 0; }
footer { max-width: 25rem; margin-top: 1rem; color: var(--soft); font-size: .8125rem; text-align: center; }
footer a { color: inherit; }
`;
/** Where the pages find their stylesheet; the address changes with it, so that a browser may keep it for good. */
const stylesheetPath = `/assets/${createHash("sha256").update(css).digest("hex").slice(0, 16)}.css`;
/** Serves the stylesheet. */
const stylesheet = ({ method, path }) => path === stylesheetPath && method === "GET" ? {
	status: 200,
	headers: {
		"content-type": "text/css; charset=utf-8",
		"cache-control": "public, max-age=31536000, immutable"
	},
	body: css
} : void 0;
// packages/cognito-emulator/src/pages/layout.ts
/** A whole page, without scripts, that no other page can frame. */
function layout({ title, lead, notice, body, status = 200, redirectUri, path, wide = false }) {
	const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="${stylesheetPath}" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main class="${wide ? "wide" : ""}">
          <h1>${title}</h1>
          ${lead === void 0 ? void 0 : html`<p class="lead">${lead}</p>`}
          ${notice === void 0 ? void 0 : note(notice)} ${body}
        </main>
        <footer>
          For development. <a href="/local/messages">Read the messages</a> that would have been sent, or see
          <a href="/">all pools and clients</a>.
        </footer>
      </body>
    </html> `;
	const reply = pageReply(page.text, {
		status,
		policy: policyFor(redirectUri)
	});
	return path === void 0 ? reply : {
		...reply,
		path
	};
}
function note({ kind, text }) {
	return html`<p class="note ${kind}" role="${kind === "bad" ? "alert" : "status"}">${text}</p>`;
}
function policyFor(redirectUri) {
	return [
		"default-src 'none'",
		"style-src 'self'",
		"img-src data:",
		`form-action 'self'${redirectUri === void 0 ? "" : ` ${sourceOf(redirectUri)}`}`,
		"frame-ancestors 'none'",
		"base-uri 'none'"
	].join("; ");
}
/** A registered redirect address as a source of a policy: its origin, or its scheme when it is an app's. */
function sourceOf(redirectUri) {
	const { origin, protocol } = new URL(redirectUri);
	return origin === "null" ? protocol : origin;
}
// packages/cognito-emulator/src/pages/error-page.ts
const explanations = /* @__PURE__ */ new Map([["redirect_mismatch", "The address to return to is not registered for the app client. It has to equal a registered callback or logout URL exactly, character by character, a slash at the end included."], ["invalid_request", "The app client is unknown, or a parameter is missing or sent twice."]]);
/** GET /error: where a browser is sent when the app's address cannot be trusted. It shows that address, but no link to it. */
function errorPage(clients) {
	return ({ method, path, query }) => {
		if (path !== "/error" || method !== "GET") return void 0;
		const given = query.get("error") ?? "";
		const code = explanations.has(given) ? given : "invalid_request";
		return layout({
			title: "Something is not right",
			notice: {
				kind: "bad",
				text: "An error was encountered with the requested page."
			},
			body: html`<p><code>${code}</code></p>
        <p>${explanations.get(code)}</p>
        ${code === "redirect_mismatch" ? addresses(clients, query) : void 0}`,
			status: 400
		});
	};
}
/** The address that was sent beside those that the client has, for comparison. */
function addresses(clients, query) {
	const client = clients.find(query.get("client_id") ?? "");
	const sent = query.get("redirect_uri") ?? query.get("logout_uri");
	if (client === void 0 || sent === null) return void 0;
	const registered = query.has("logout_uri") ? client.logoutUrls : client.callbackUrls;
	return html`<dl class="key">
    <dt>Sent</dt>
    <dd><code>${sent.slice(0, 1024)}</code></dd>
    <dt>Registered for the client ${client.name}</dt>
    ${registered.length === 0 ? html`<dd>none</dd>` : registered.map((url) => html`<dd><code>${url}</code></dd>`)}
  </dl>`;
}
// packages/cognito-emulator/src/pages/forms.ts
/** A form that posts to a page, with its hidden fields; `body` is what is seen. */
function form({ query, csrfToken }, path, body, hidden = {}) {
	return html`<form method="post" action="${path}?${query}">${Object.entries({
		_csrf: csrfToken,
		...hidden
	}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}${body}</form>`;
}
/** A link to another page of the same request. */
function link({ query }, path, text) {
	return html`<a href="${path}?${query}">${text}</a>`;
}
function emailField(value = "") {
	return html`<label for="username">Email</label>
    <input
      id="username"
      name="username"
      type="email"
      autocomplete="username"
      required
      maxlength="128"
      value="${value}"
    />`;
}
function passwordField(label, use, hint) {
	return html`<label for="password">${label}</label>
    <input id="password" name="password" type="password" autocomplete="${use}" required maxlength="256" ${hint === void 0 ? void 0 : html` aria-describedby="password-hint"`} />
    ${hint === void 0 ? void 0 : html`<p class="hint" id="password-hint">${hint}</p>`}`;
}
function codeField(label) {
	return html`<label for="code">${label}</label>
    <input
      id="code"
      class="code"
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      required
      maxlength="16"
    />`;
}
function submit(text) {
	return html`<button type="submit">${text}</button>`;
}
// node_modules/uqr/dist/index.mjs
var QrCodeDataType = /* @__PURE__ */ ((QrCodeDataType2) => {
	QrCodeDataType2[QrCodeDataType2["Border"] = -1] = "Border";
	QrCodeDataType2[QrCodeDataType2["Data"] = 0] = "Data";
	QrCodeDataType2[QrCodeDataType2["Function"] = 1] = "Function";
	QrCodeDataType2[QrCodeDataType2["Position"] = 2] = "Position";
	QrCodeDataType2[QrCodeDataType2["Timing"] = 3] = "Timing";
	QrCodeDataType2[QrCodeDataType2["Alignment"] = 4] = "Alignment";
	return QrCodeDataType2;
})(QrCodeDataType || {});
const LOW = [0, 1];
const MEDIUM = [1, 0];
const QUARTILE = [2, 3];
const HIGH = [3, 2];
const EccMap = {
	L: LOW,
	M: MEDIUM,
	Q: QUARTILE,
	H: HIGH
};
const NUMERIC_REGEX = /^\d*$/;
const ALPHANUMERIC_REGEX = /^[A-Z0-9 $%*+./:-]*$/;
const ALPHANUMERIC_CHARSET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const MIN_VERSION = 1;
const MAX_VERSION = 40;
const PENALTY_N1 = 3;
const PENALTY_N2 = 3;
const PENALTY_N3 = 40;
const PENALTY_N4 = 10;
const ECC_CODEWORDS_PER_BLOCK = [
	[
		-1,
		7,
		10,
		15,
		20,
		26,
		18,
		20,
		24,
		30,
		18,
		20,
		24,
		26,
		30,
		22,
		24,
		28,
		30,
		28,
		28,
		28,
		28,
		30,
		30,
		26,
		28,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30
	],
	[
		-1,
		10,
		16,
		26,
		18,
		24,
		16,
		18,
		22,
		22,
		26,
		30,
		22,
		22,
		24,
		24,
		28,
		28,
		26,
		26,
		26,
		26,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28
	],
	[
		-1,
		13,
		22,
		18,
		26,
		18,
		24,
		18,
		22,
		20,
		24,
		28,
		26,
		24,
		20,
		30,
		24,
		28,
		28,
		26,
		30,
		28,
		30,
		30,
		30,
		30,
		28,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30
	],
	[
		-1,
		17,
		28,
		22,
		16,
		22,
		28,
		26,
		26,
		24,
		28,
		24,
		28,
		22,
		24,
		24,
		30,
		28,
		28,
		26,
		28,
		30,
		24,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30
	]
];
const NUM_ERROR_CORRECTION_BLOCKS = [
	[
		-1,
		1,
		1,
		1,
		1,
		1,
		2,
		2,
		2,
		2,
		4,
		4,
		4,
		4,
		4,
		6,
		6,
		6,
		6,
		7,
		8,
		8,
		9,
		9,
		10,
		12,
		12,
		12,
		13,
		14,
		15,
		16,
		17,
		18,
		19,
		19,
		20,
		21,
		22,
		24,
		25
	],
	[
		-1,
		1,
		1,
		1,
		2,
		2,
		4,
		4,
		4,
		5,
		5,
		5,
		8,
		9,
		9,
		10,
		10,
		11,
		13,
		14,
		16,
		17,
		17,
		18,
		20,
		21,
		23,
		25,
		26,
		28,
		29,
		31,
		33,
		35,
		37,
		38,
		40,
		43,
		45,
		47,
		49
	],
	[
		-1,
		1,
		1,
		2,
		2,
		4,
		4,
		6,
		6,
		8,
		8,
		8,
		10,
		12,
		16,
		12,
		17,
		16,
		18,
		21,
		20,
		23,
		23,
		25,
		27,
		29,
		34,
		34,
		35,
		38,
		40,
		43,
		45,
		48,
		51,
		53,
		56,
		59,
		62,
		65,
		68
	],
	[
		-1,
		1,
		1,
		2,
		4,
		4,
		4,
		5,
		6,
		8,
		8,
		11,
		11,
		16,
		16,
		18,
		16,
		19,
		21,
		25,
		25,
		25,
		34,
		30,
		32,
		35,
		37,
		40,
		42,
		45,
		48,
		51,
		54,
		57,
		60,
		63,
		66,
		70,
		74,
		77,
		81
	]
];
var QrCode = class {
	constructor(version, ecc, dataCodewords, msk) {
		this.version = version;
		this.ecc = ecc;
		if (version < MIN_VERSION || version > MAX_VERSION) throw new RangeError("Version value out of range");
		if (msk < -1 || msk > 7) throw new RangeError("Mask value out of range");
		this.size = version * 4 + 17;
		const row = Array.from({ length: this.size }).fill(false);
		for (let i = 0; i < this.size; i++) {
			this.modules.push(row.slice());
			this.types.push(row.map(() => 0));
		}
		this.drawFunctionPatterns();
		const allCodewords = this.addEccAndInterleave(dataCodewords);
		this.drawCodewords(allCodewords);
		if (msk === -1) {
			let minPenalty = 1e9;
			for (let i = 0; i < 8; i++) {
				this.applyMask(i);
				this.drawFormatBits(i);
				const penalty = this.getPenaltyScore();
				if (penalty < minPenalty) {
					msk = i;
					minPenalty = penalty;
				}
				this.applyMask(i);
			}
		}
		this.mask = msk;
		this.applyMask(msk);
		this.drawFormatBits(msk);
	}
	size;
	mask;
	modules = [];
	types = [];
	getModule(x, y) {
		return x >= 0 && x < this.size && y >= 0 && y < this.size && this.modules[y][x];
	}
	drawFunctionPatterns() {
		for (let i = 0; i < this.size; i++) {
			this.setFunctionModule(6, i, i % 2 === 0, QrCodeDataType.Timing);
			this.setFunctionModule(i, 6, i % 2 === 0, QrCodeDataType.Timing);
		}
		this.drawFinderPattern(3, 3);
		this.drawFinderPattern(this.size - 4, 3);
		this.drawFinderPattern(3, this.size - 4);
		const alignPatPos = this.getAlignmentPatternPositions();
		const numAlign = alignPatPos.length;
		for (let i = 0; i < numAlign; i++) for (let j = 0; j < numAlign; j++) if (!(i === 0 && j === 0 || i === 0 && j === numAlign - 1 || i === numAlign - 1 && j === 0)) this.drawAlignmentPattern(alignPatPos[i], alignPatPos[j]);
		this.drawFormatBits(0);
		this.drawVersion();
	}
	drawFormatBits(mask) {
		const data = this.ecc[1] << 3 | mask;
		let rem = data;
		for (let i = 0; i < 10; i++) rem = rem << 1 ^ (rem >>> 9) * 1335;
		const bits = (data << 10 | rem) ^ 21522;
		for (let i = 0; i <= 5; i++) this.setFunctionModule(8, i, getBit(bits, i));
		this.setFunctionModule(8, 7, getBit(bits, 6));
		this.setFunctionModule(8, 8, getBit(bits, 7));
		this.setFunctionModule(7, 8, getBit(bits, 8));
		for (let i = 9; i < 15; i++) this.setFunctionModule(14 - i, 8, getBit(bits, i));
		for (let i = 0; i < 8; i++) this.setFunctionModule(this.size - 1 - i, 8, getBit(bits, i));
		for (let i = 8; i < 15; i++) this.setFunctionModule(8, this.size - 15 + i, getBit(bits, i));
		this.setFunctionModule(8, this.size - 8, true);
	}
	drawVersion() {
		if (this.version < 7) return;
		let rem = this.version;
		for (let i = 0; i < 12; i++) rem = rem << 1 ^ (rem >>> 11) * 7973;
		const bits = this.version << 12 | rem;
		for (let i = 0; i < 18; i++) {
			const color = getBit(bits, i);
			const a = this.size - 11 + i % 3;
			const b = Math.floor(i / 3);
			this.setFunctionModule(a, b, color);
			this.setFunctionModule(b, a, color);
		}
	}
	drawFinderPattern(x, y) {
		for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) {
			const dist = Math.max(Math.abs(dx), Math.abs(dy));
			const xx = x + dx;
			const yy = y + dy;
			if (xx >= 0 && xx < this.size && yy >= 0 && yy < this.size) this.setFunctionModule(xx, yy, dist !== 2 && dist !== 4, QrCodeDataType.Position);
		}
	}
	drawAlignmentPattern(x, y) {
		for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) this.setFunctionModule(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1, QrCodeDataType.Alignment);
	}
	setFunctionModule(x, y, isDark, type = QrCodeDataType.Function) {
		this.modules[y][x] = isDark;
		this.types[y][x] = type;
	}
	addEccAndInterleave(data) {
		const ver = this.version;
		const ecl = this.ecc;
		if (data.length !== getNumDataCodewords(ver, ecl)) throw new RangeError("Invalid argument");
		const numBlocks = NUM_ERROR_CORRECTION_BLOCKS[ecl[0]][ver];
		const blockEccLen = ECC_CODEWORDS_PER_BLOCK[ecl[0]][ver];
		const rawCodewords = Math.floor(getNumRawDataModules(ver) / 8);
		const numShortBlocks = numBlocks - rawCodewords % numBlocks;
		const shortBlockLen = Math.floor(rawCodewords / numBlocks);
		const blocks = [];
		const rsDiv = reedSolomonComputeDivisor(blockEccLen);
		for (let i = 0, k = 0; i < numBlocks; i++) {
			const dat = data.slice(k, k + shortBlockLen - blockEccLen + (i < numShortBlocks ? 0 : 1));
			k += dat.length;
			const ecc = reedSolomonComputeRemainder(dat, rsDiv);
			if (i < numShortBlocks) dat.push(0);
			blocks.push(dat.concat(ecc));
		}
		const result = [];
		for (let i = 0; i < blocks[0].length; i++) blocks.forEach((block, j) => {
			if (i !== shortBlockLen - blockEccLen || j >= numShortBlocks) result.push(block[i]);
		});
		return result;
	}
	drawCodewords(data) {
		if (data.length !== Math.floor(getNumRawDataModules(this.version) / 8)) throw new RangeError("Invalid argument");
		let i = 0;
		for (let right = this.size - 1; right >= 1; right -= 2) {
			if (right === 6) right = 5;
			for (let vert = 0; vert < this.size; vert++) for (let j = 0; j < 2; j++) {
				const x = right - j;
				const y = (right + 1 & 2) === 0 ? this.size - 1 - vert : vert;
				if (!this.types[y][x] && i < data.length * 8) {
					this.modules[y][x] = getBit(data[i >>> 3], 7 - (i & 7));
					i++;
				}
			}
		}
	}
	applyMask(mask) {
		if (mask < 0 || mask > 7) throw new RangeError("Mask value out of range");
		for (let y = 0; y < this.size; y++) for (let x = 0; x < this.size; x++) {
			let invert;
			switch (mask) {
				case 0:
					invert = (x + y) % 2 === 0;
					break;
				case 1:
					invert = y % 2 === 0;
					break;
				case 2:
					invert = x % 3 === 0;
					break;
				case 3:
					invert = (x + y) % 3 === 0;
					break;
				case 4:
					invert = (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0;
					break;
				case 5:
					invert = x * y % 2 + x * y % 3 === 0;
					break;
				case 6:
					invert = (x * y % 2 + x * y % 3) % 2 === 0;
					break;
				case 7:
					invert = ((x + y) % 2 + x * y % 3) % 2 === 0;
					break;
				default: throw new Error("Unreachable");
			}
			if (!this.types[y][x] && invert) this.modules[y][x] = !this.modules[y][x];
		}
	}
	getPenaltyScore() {
		let result = 0;
		for (let y = 0; y < this.size; y++) {
			let runColor = false;
			let runX = 0;
			const runHistory = [
				0,
				0,
				0,
				0,
				0,
				0,
				0
			];
			for (let x = 0; x < this.size; x++) if (this.modules[y][x] === runColor) {
				runX++;
				if (runX === 5) result += PENALTY_N1;
				else if (runX > 5) result++;
			} else {
				this.finderPenaltyAddHistory(runX, runHistory);
				if (!runColor) result += this.finderPenaltyCountPatterns(runHistory) * PENALTY_N3;
				runColor = this.modules[y][x];
				runX = 1;
			}
			result += this.finderPenaltyTerminateAndCount(runColor, runX, runHistory) * PENALTY_N3;
		}
		for (let x = 0; x < this.size; x++) {
			let runColor = false;
			let runY = 0;
			const runHistory = [
				0,
				0,
				0,
				0,
				0,
				0,
				0
			];
			for (let y = 0; y < this.size; y++) if (this.modules[y][x] === runColor) {
				runY++;
				if (runY === 5) result += PENALTY_N1;
				else if (runY > 5) result++;
			} else {
				this.finderPenaltyAddHistory(runY, runHistory);
				if (!runColor) result += this.finderPenaltyCountPatterns(runHistory) * PENALTY_N3;
				runColor = this.modules[y][x];
				runY = 1;
			}
			result += this.finderPenaltyTerminateAndCount(runColor, runY, runHistory) * PENALTY_N3;
		}
		for (let y = 0; y < this.size - 1; y++) for (let x = 0; x < this.size - 1; x++) {
			const color = this.modules[y][x];
			if (color === this.modules[y][x + 1] && color === this.modules[y + 1][x] && color === this.modules[y + 1][x + 1]) result += PENALTY_N2;
		}
		let dark = 0;
		for (const row of this.modules) dark = row.reduce((sum, color) => sum + (color ? 1 : 0), dark);
		const total = this.size * this.size;
		const k = Math.ceil(Math.abs(dark * 20 - total * 10) / total) - 1;
		result += k * PENALTY_N4;
		return result;
	}
	getAlignmentPatternPositions() {
		if (this.version === 1) return [];
		else {
			const numAlign = Math.floor(this.version / 7) + 2;
			const step = this.version === 32 ? 26 : Math.ceil((this.version * 4 + 4) / (numAlign * 2 - 2)) * 2;
			const result = [6];
			for (let pos = this.size - 7; result.length < numAlign; pos -= step) result.splice(1, 0, pos);
			return result;
		}
	}
	finderPenaltyCountPatterns(runHistory) {
		const n = runHistory[1];
		const core = n > 0 && runHistory[2] === n && runHistory[3] === n * 3 && runHistory[4] === n && runHistory[5] === n;
		return (core && runHistory[0] >= n * 4 && runHistory[6] >= n ? 1 : 0) + (core && runHistory[6] >= n * 4 && runHistory[0] >= n ? 1 : 0);
	}
	finderPenaltyTerminateAndCount(currentRunColor, currentRunLength, runHistory) {
		if (currentRunColor) {
			this.finderPenaltyAddHistory(currentRunLength, runHistory);
			currentRunLength = 0;
		}
		currentRunLength += this.size;
		this.finderPenaltyAddHistory(currentRunLength, runHistory);
		return this.finderPenaltyCountPatterns(runHistory);
	}
	finderPenaltyAddHistory(currentRunLength, runHistory) {
		if (runHistory[0] === 0) currentRunLength += this.size;
		runHistory.pop();
		runHistory.unshift(currentRunLength);
	}
};
function appendBits(val, len, bb) {
	if (len < 0 || len > 31 || val >>> len !== 0) throw new RangeError("Value out of range");
	for (let i = len - 1; i >= 0; i--) bb.push(val >>> i & 1);
}
function getBit(x, i) {
	return (x >>> i & 1) !== 0;
}
var QrSegment = class {
	constructor(mode, numChars, bitData) {
		this.mode = mode;
		this.numChars = numChars;
		this.bitData = bitData;
		if (numChars < 0) throw new RangeError("Invalid argument");
		this.bitData = bitData.slice();
	}
	getData() {
		return this.bitData.slice();
	}
};
const MODE_NUMERIC = [
	1,
	10,
	12,
	14
];
const MODE_ALPHANUMERIC = [
	2,
	9,
	11,
	13
];
const MODE_BYTE = [
	4,
	8,
	16,
	16
];
function numCharCountBits(mode, ver) {
	return mode[Math.floor((ver + 7) / 17) + 1];
}
function makeBytes(data) {
	const bb = [];
	for (const b of data) appendBits(b, 8, bb);
	return new QrSegment(MODE_BYTE, data.length, bb);
}
function makeNumeric(digits) {
	if (!isNumeric(digits)) throw new RangeError("String contains non-numeric characters");
	const bb = [];
	for (let i = 0; i < digits.length;) {
		const n = Math.min(digits.length - i, 3);
		appendBits(Number.parseInt(digits.substring(i, i + n), 10), n * 3 + 1, bb);
		i += n;
	}
	return new QrSegment(MODE_NUMERIC, digits.length, bb);
}
function makeAlphanumeric(text) {
	if (!isAlphanumeric(text)) throw new RangeError("String contains unencodable characters in alphanumeric mode");
	const bb = [];
	let i = 0;
	for (; i + 2 <= text.length; i += 2) {
		let temp = ALPHANUMERIC_CHARSET.indexOf(text.charAt(i)) * 45;
		temp += ALPHANUMERIC_CHARSET.indexOf(text.charAt(i + 1));
		appendBits(temp, 11, bb);
	}
	if (i < text.length) appendBits(ALPHANUMERIC_CHARSET.indexOf(text.charAt(i)), 6, bb);
	return new QrSegment(MODE_ALPHANUMERIC, text.length, bb);
}
function makeSegments(text) {
	if (text === "") return [];
	else if (isNumeric(text)) return [makeNumeric(text)];
	else if (isAlphanumeric(text)) return [makeAlphanumeric(text)];
	else return [makeBytes(toUtf8ByteArray(text))];
}
function isNumeric(text) {
	return NUMERIC_REGEX.test(text);
}
function isAlphanumeric(text) {
	return ALPHANUMERIC_REGEX.test(text);
}
function getTotalBits(segs, version) {
	let result = 0;
	for (const seg of segs) {
		const ccbits = numCharCountBits(seg.mode, version);
		if (seg.numChars >= 1 << ccbits) return Number.POSITIVE_INFINITY;
		result += 4 + ccbits + seg.bitData.length;
	}
	return result;
}
function toUtf8ByteArray(str) {
	str = encodeURI(str);
	const result = [];
	for (let i = 0; i < str.length; i++) if (str.charAt(i) !== "%") result.push(str.charCodeAt(i));
	else {
		result.push(Number.parseInt(str.substring(i + 1, i + 3), 16));
		i += 2;
	}
	return result;
}
function getNumRawDataModules(ver) {
	if (ver < MIN_VERSION || ver > MAX_VERSION) throw new RangeError("Version number out of range");
	let result = (16 * ver + 128) * ver + 64;
	if (ver >= 2) {
		const numAlign = Math.floor(ver / 7) + 2;
		result -= (25 * numAlign - 10) * numAlign - 55;
		if (ver >= 7) result -= 36;
	}
	return result;
}
function getNumDataCodewords(ver, ecl) {
	return Math.floor(getNumRawDataModules(ver) / 8) - ECC_CODEWORDS_PER_BLOCK[ecl[0]][ver] * NUM_ERROR_CORRECTION_BLOCKS[ecl[0]][ver];
}
function reedSolomonComputeDivisor(degree) {
	if (degree < 1 || degree > 255) throw new RangeError("Degree out of range");
	const result = [];
	for (let i = 0; i < degree - 1; i++) result.push(0);
	result.push(1);
	let root = 1;
	for (let i = 0; i < degree; i++) {
		for (let j = 0; j < result.length; j++) {
			result[j] = reedSolomonMultiply(result[j], root);
			if (j + 1 < result.length) result[j] ^= result[j + 1];
		}
		root = reedSolomonMultiply(root, 2);
	}
	return result;
}
function reedSolomonComputeRemainder(data, divisor) {
	const result = divisor.map((_) => 0);
	for (const b of data) {
		const factor = b ^ result.shift();
		result.push(0);
		divisor.forEach((coef, i) => result[i] ^= reedSolomonMultiply(coef, factor));
	}
	return result;
}
function reedSolomonMultiply(x, y) {
	if (x >>> 8 !== 0 || y >>> 8 !== 0) throw new RangeError("Byte out of range");
	let z = 0;
	for (let i = 7; i >= 0; i--) {
		z = z << 1 ^ (z >>> 7) * 285;
		z ^= (y >>> i & 1) * x;
	}
	return z;
}
function encodeSegments(segs, ecl, minVersion = 1, maxVersion = 40, mask = -1, boostEcl = true) {
	if (!(MIN_VERSION <= minVersion && minVersion <= maxVersion && maxVersion <= MAX_VERSION) || mask < -1 || mask > 7) throw new RangeError("Invalid value");
	let version;
	let dataUsedBits;
	for (version = minVersion;; version++) {
		const dataCapacityBits2 = getNumDataCodewords(version, ecl) * 8;
		const usedBits = getTotalBits(segs, version);
		if (usedBits <= dataCapacityBits2) {
			dataUsedBits = usedBits;
			break;
		}
		if (version >= maxVersion) throw new RangeError("Data too long");
	}
	for (const newEcl of [
		MEDIUM,
		QUARTILE,
		HIGH
	]) if (boostEcl && dataUsedBits <= getNumDataCodewords(version, newEcl) * 8) ecl = newEcl;
	const bb = [];
	for (const seg of segs) {
		appendBits(seg.mode[0], 4, bb);
		appendBits(seg.numChars, numCharCountBits(seg.mode, version), bb);
		for (const b of seg.getData()) bb.push(b);
	}
	const dataCapacityBits = getNumDataCodewords(version, ecl) * 8;
	appendBits(0, Math.min(4, dataCapacityBits - bb.length), bb);
	appendBits(0, (8 - bb.length % 8) % 8, bb);
	for (let padByte = 236; bb.length < dataCapacityBits; padByte ^= 253) appendBits(padByte, 8, bb);
	const dataCodewords = Array.from({ length: Math.ceil(bb.length / 8) }, () => 0);
	bb.forEach((b, i) => dataCodewords[i >>> 3] |= b << 7 - (i & 7));
	return new QrCode(version, ecl, dataCodewords, mask);
}
function encode(data, options) {
	const { ecc = "L", boostEcc = false, minVersion = 1, maxVersion = 40, maskPattern = -1, border = 1 } = options || {};
	const segment = typeof data === "string" ? makeSegments(data) : Array.isArray(data) ? [makeBytes(data)] : void 0;
	if (!segment) throw new Error(`uqr only supports encoding string and binary data, but got: ${typeof data}`);
	const qr = encodeSegments(segment, EccMap[ecc], minVersion, maxVersion, maskPattern, boostEcc);
	const result = addBorder({
		version: qr.version,
		maskPattern: qr.mask,
		size: qr.size,
		data: qr.modules,
		types: qr.types
	}, border);
	if (options?.invert) result.data = result.data.map((row) => row.map((mod) => !mod));
	options?.onEncoded?.(result);
	return result;
}
function addBorder(input, border = 1) {
	if (!border) return input;
	const { size } = input;
	const newSize = size + border * 2;
	input.size = newSize;
	input.data.forEach((row) => {
		for (let i = 0; i < border; i++) {
			row.unshift(false);
			row.push(false);
		}
	});
	for (let i = 0; i < border; i++) {
		input.data.unshift(Array.from({ length: newSize }, (_) => false));
		input.data.push(Array.from({ length: newSize }, (_) => false));
	}
	const b = QrCodeDataType.Border;
	input.types.forEach((row) => {
		for (let i = 0; i < border; i++) {
			row.unshift(b);
			row.push(b);
		}
	});
	for (let i = 0; i < border; i++) {
		input.types.unshift(Array.from({ length: newSize }, (_) => b));
		input.types.push(Array.from({ length: newSize }, (_) => b));
	}
	return input;
}
function escapeAttr(value) {
	return value.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
function renderSVG(data, options = {}) {
	const result = encode(data, options);
	const { pixelSize = 10, whiteColor = "white", blackColor = "black" } = options;
	const height = result.size * pixelSize;
	const width = result.size * pixelSize;
	let svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">`;
	const paths = [];
	for (let row = 0; row < result.size; row++) for (let col = 0; col < result.size; col++) {
		const x = col * pixelSize;
		const y = row * pixelSize;
		if (result.data[row][col]) paths.push(`M${x},${y}h${pixelSize}v${pixelSize}h-${pixelSize}z`);
	}
	svg += `<rect fill="${escapeAttr(whiteColor)}" width="${width}" height="${height}"/>`;
	svg += `<path fill="${escapeAttr(blackColor)}" d="${paths.join("")}"/>`;
	svg += "</svg>";
	return svg;
}
// packages/cognito-emulator/src/software-token/otpauth-uri.ts
/**
* The address by which authenticator apps take a secret over, whether typed, clicked on or drawn as a QR code (Google
* Authenticator wiki, "Key Uri Format"). SHA-1, six digits and thirty seconds are its defaults, and Cognito's.
*/
function otpauthUri(issuer, account, secret) {
	const [from, to] = [encodeURIComponent(issuer), encodeURIComponent(account)];
	return `otpauth://totp/${from}:${to}?secret=${secret}&issuer=${from}`;
}
// packages/cognito-emulator/src/pages/set-up-key.ts
/** The secret of an authenticator app: as a QR code, as text to copy, and as the address that apps on this device open. */
function setUpKey({ pool }, user, secret) {
	const account = user.attributes["email"] ?? user.username;
	const uri = otpauthUri(pool.name, account, secret);
	return html`${qrCode(uri)}
    <dl class="key">
      <dt>Key</dt>
      <dd><code>${secret}</code></dd>
      <dt>Or <a href="${uri}">open this address in your app</a></dt>
      <dd><code>${uri}</code></dd>
    </dl>`;
}
/** Black on white in dark mode too: many apps read no inverted codes. */
function qrCode(text) {
	return new Html(renderSVG(text, {
		border: 2,
		pixelSize: 4,
		whiteColor: "#fff",
		blackColor: "#000"
	}).replace("<svg ", "<svg class=\"qr\" role=\"img\" aria-label=\"QR code of the key\" "));
}
// packages/cognito-emulator/src/pages/hosted-page.ts
/** The address that a form names, as it is sent on. */
function usernameOf({ fields, authorization }) {
	return (fields["username"] ?? authorization.loginHint ?? "").trim();
}
// packages/cognito-emulator/src/pages/sign-in-form.ts
/** The sign-in page, which other pages lead back to. */
function showSignIn(view) {
	const { context, authorization, notice } = view;
	return layout({
		title: "Sign in",
		lead: "Sign in with your email and password.",
		notice,
		redirectUri: authorization.redirectUri,
		path: "/login",
		status: notice?.kind === "bad" ? 400 : 200,
		body: html`${form(context, "/login", html`${emailField(usernameOf(view))} ${passwordField("Password", "current-password")} ${submit("Sign in")}`, hiddenNext(view))}
      <p class="links">
        ${link(context, "/forgotPassword", "Forgot your password?")} ${link(context, "/signup", "Create an account")}
        ${offersAuthenticator(view) ? link(context, "/authenticator", "Set up an authenticator app") : void 0}
      </p>`
	});
}
/** Whether a user of the pool may set up an authenticator app by choice. */
function offersAuthenticator({ services: { pool }, fields }) {
	const { softwareTokenMfaEnabled, mfaConfiguration } = pool.pool;
	return softwareTokenMfaEnabled && mfaConfiguration !== "OFF" && fields["next"] === void 0;
}
function hiddenNext({ fields: { next } }) {
	return next === void 0 ? {} : { next };
}
// packages/cognito-emulator/src/pages/authenticator-page.ts
/** /authenticator: a signed-in user sets up an authenticator app by choice, then goes on to the client. */
const authenticatorPage = {
	show(view) {
		const user = userOf(view);
		if (user === void 0) {
			const text = "Sign in first, then set up your authenticator app.";
			return showSignIn({
				...view,
				fields: { next: "authenticator" },
				notice: {
					kind: "good",
					text
				}
			});
		}
		return showSetUp(view, user);
	},
	async submit(view) {
		const { services, authorization, fields, signedIn } = view;
		const user = userOf(view);
		if (user?.pendingSoftwareToken === void 0 || signedIn === void 0) return this.show(view);
		const { pool } = services;
		requireSoftwareTokens(pool.pool);
		const code = (fields["code"] ?? "").replaceAll(/\s/g, "");
		pool.softwareTokens.register(user, user.pendingSoftwareToken, code, void 0);
		pool.users.update(user.username, () => ({ softwareTokenMfa: "PREFERRED" }));
		return grantCode(services, authorization, signedIn);
	}
};
function userOf({ services, signedIn }) {
	const { pool } = services;
	return signedIn === void 0 ? void 0 : pool.users.find(signedIn.username);
}
/** The key of a new authenticator app. A key that is shown again is the same one until a code has confirmed it. */
function showSetUp(view, user) {
	const { services, authorization, notice, context } = view;
	const { users } = services.pool;
	const secret = user.pendingSoftwareToken ?? newSecret();
	users.update(user.username, () => ({ pendingSoftwareToken: secret }));
	return layout({
		title: "Set up your authenticator app",
		lead: "Scan the code with your app, or add the key to it, then enter the code that it shows.",
		notice,
		path: "/authenticator",
		redirectUri: authorization.redirectUri,
		status: notice?.kind === "bad" ? 400 : 200,
		body: form(context, "/authenticator", html`${setUpKey(services.pool, user, secret)} ${codeField("Code")} ${submit("Finish and go on")}`)
	});
}
// packages/cognito-emulator/src/oauth/without-secret.ts
/**
* A client as a public one, so that sign-in steps ask for no SECRET_HASH: it has proven its secret already, or it acts through
* the hosted pages, where the exchange of the code proves it.
*/
function withoutSecret({ ...client }) {
	delete client.secret;
	return client;
}
// packages/cognito-emulator/src/pages/password-hint.ts
/** A pool's password policy in a sentence. */
function passwordHint({ passwordPolicy: policy }) {
	const parts = [
		policy.requireUppercase ? "an upper case letter" : "",
		policy.requireLowercase ? "a lower case letter" : "",
		policy.requireNumbers ? "a digit" : "",
		policy.requireSymbols ? "a symbol" : ""
	].filter((part) => part !== "");
	const length = `At least ${policy.minimumLength} characters`;
	return parts.length === 0 ? `${length}.` : `${length}, with ${new Intl.ListFormat("en", { type: "conjunction" }).format(parts)}.`;
}
// packages/cognito-emulator/src/pages/challenge-forms.ts
const association = object({
	SecretCode: string(),
	Session: string()
});
/** The page of a challenge; for an authenticator app to be set up, with a new secret. */
async function showChallenge(view, challenge) {
	if (challenge.name !== "MFA_SETUP" || challenge.secret !== void 0) return challengePage$1(view, challenge);
	const answer = await view.services.calls.call("AssociateSoftwareToken", { Session: challenge.session });
	const { SecretCode: secret, Session: session } = association.parse(answer);
	return challengePage$1(view, {
		...challenge,
		secret,
		session
	});
}
function challengePage$1(view, challenge) {
	const { title, lead, body } = contentOf(view, challenge);
	const { name, session, username, secret } = challenge;
	return layout({
		title,
		lead,
		notice: view.notice,
		redirectUri: view.authorization.redirectUri,
		path: "/challenge",
		status: view.notice?.kind === "bad" ? 400 : 200,
		body: form(view.context, "/challenge", body, {
			challenge: name,
			session,
			username,
			...secret !== void 0 && { secret }
		})
	});
}
__name(challengePage$1, "challengePage");
function contentOf(view, challenge) {
	switch (challenge.name) {
		case "NEW_PASSWORD_REQUIRED": return {
			title: "Choose a password",
			lead: "Yours was temporary. Choose one of your own to go on.",
			body: html`${passwordField("New password", "new-password", passwordHint(view.services.pool.pool))}
        ${submit("Save and sign in")}`
		};
		case "SOFTWARE_TOKEN_MFA": return {
			title: "Enter your code",
			lead: "Your authenticator app shows a code of six digits for this account.",
			body: html`${codeField("Code")} ${submit("Sign in")}`
		};
		case "MFA_SETUP": return {
			title: "Set up your authenticator app",
			lead: "Scan the code with your app, or add the key to it, then enter the code that it shows.",
			body: html`${newKey(view, challenge)} ${codeField("Code")} ${submit("Finish and sign in")}`
		};
		default: throw new Error(`no page for the challenge ${challenge.name}`);
	}
}
function newKey({ services: { pool } }, { username, secret = "" }) {
	return setUpKey(pool, pool.users.named(username), secret);
}
// packages/cognito-emulator/src/pages/after-step.ts
/** What follows a step of a sign-in: the page of the next challenge, or, signed in, the way back to the client with a code. */
async function afterStep(view, answer) {
	const { services, authorization } = view;
	if ("HostedUser" in answer) {
		const { session, cookie } = services.browserSessions.begin(answer.HostedUser);
		if (view.fields["next"] === "authenticator") {
			const page = showSetUp({
				...view,
				signedIn: session
			}, services.pool.users.named(session.username));
			return {
				...page,
				headers: {
					...page.headers,
					"set-cookie": [cookie]
				}
			};
		}
		return grantCode(services, authorization, session, [cookie]);
	}
	if (!("ChallengeName" in answer)) throw new Error("the hosted pages give no tokens");
	return showChallenge(view, {
		name: answer.ChallengeName,
		session: answer.Session ?? "",
		username: answer.ChallengeParameters["USER_ID_FOR_SRP"] ?? ""
	});
}
// packages/cognito-emulator/src/pages/challenge-page.ts
const challenge = object({
	challenge: _enum([
		"NEW_PASSWORD_REQUIRED",
		"SOFTWARE_TOKEN_MFA",
		"MFA_SETUP"
	]),
	session: string(),
	username: string(),
	secret: string().optional()
});
const verification = object({ Session: string() });
/** /challenge: the steps of a sign-in after the password. */
const challengePage = {
	show: showSignIn,
	async submit(view) {
		const posted = challenge.safeParse(view.fields);
		if (!posted.success) return showSignIn(view);
		const { challenge: name, ...others } = posted.data;
		try {
			return await answer$1(view, name, others);
		} catch (error) {
			if (error instanceof CognitoError) return tryAgain(view, {
				name,
				...others
			}, error);
			throw error;
		}
	}
};
async function answer$1(view, name, { session, username }) {
	const { services, authorization, fields } = view;
	const code = (fields["code"] ?? "").replaceAll(/\s/g, "");
	const step = {
		client: withoutSecret(authorization.client),
		hosted: true,
		session: name === "MFA_SETUP" ? await verified$1(view, session, code) : session,
		parameters: {
			USERNAME: username,
			...name === "NEW_PASSWORD_REQUIRED" && { NEW_PASSWORD: fields["password"] ?? "" },
			...name === "SOFTWARE_TOKEN_MFA" && { SOFTWARE_TOKEN_MFA_CODE: code }
		}
	};
	return afterStep(view, await answerChallenge(services.pool, name, step));
}
__name(answer$1, "answer");
/** Registers the authenticator app by a code of it; gives the session to go on with. */
async function verified$1({ services }, session, code) {
	const answer = await services.calls.call("VerifySoftwareToken", {
		Session: session,
		UserCode: code
	});
	return verification.parse(answer).Session;
}
__name(verified$1, "verified");
/** The same challenge again while its session lasts; else the beginning. */
async function tryAgain(view, challenge, { message }) {
	const again = {
		...view,
		notice: {
			kind: "bad",
			text: message
		}
	};
	return view.services.pool.challengeSessions.has(challenge.session) ? showChallenge(again, challenge) : showSignIn({
		...again,
		fields: {}
	});
}
// packages/cognito-emulator/src/pages/confirm-page.ts
/** /confirm: the code that a new account's address was sent, or another one in its place. */
const confirmPage = {
	show(view) {
		const { context, authorization, notice } = view;
		return layout({
			title: "Confirm your account",
			lead: "Enter the code that was sent to your address.",
			notice,
			redirectUri: authorization.redirectUri,
			path: "/confirm",
			status: notice?.kind === "bad" ? 400 : 200,
			body: html`${form(context, "/confirm", html`${emailField(usernameOf(view))} ${codeField("Code")} ${submit("Confirm account")}
            <button class="plain" type="submit" name="action" value="resend" formnovalidate>Send a new code</button>`)}
        <p class="links">${link(context, "/login", "Back to sign-in")}</p>`
		});
	},
	async submit(view) {
		const { services, authorization, fields } = view;
		const Username = usernameOf(view);
		if (fields["action"] === "resend") {
			await services.calls.forUser("ResendConfirmationCode", authorization.client, { Username });
			return this.show({
				...view,
				notice: {
					kind: "good",
					text: "We have sent a new code to your address."
				}
			});
		}
		const ConfirmationCode = (fields["code"] ?? "").replaceAll(/\s/g, "");
		await services.calls.forUser("ConfirmSignUp", authorization.client, {
			Username,
			ConfirmationCode
		});
		return showSignIn({
			...view,
			notice: {
				kind: "good",
				text: "Your account is confirmed. Please sign in."
			}
		});
	}
};
// packages/cognito-emulator/src/pages/form-guard.ts
const cookieName$1 = "XSRF-TOKEN";
/**
* Keeps other sites from posting the pages' forms: each form carries a signature of a random cookie (the signed double-submit
* cookie of OWASP's CSRF Prevention Cheat Sheet), and a browser that names another origin is refused outright.
*/
var FormGuard = class {
	constructor() {
		this.key = randomBytes(32);
	}
	/** The token for the forms of an answer, and the cookie to set with it if the browser has none. */
	open(headers) {
		const known = cookieOf(headers, cookieName$1);
		if (known !== void 0 && /^[\w-]{43}$/.test(known)) return {
			token: this.sign(known),
			cookies: []
		};
		const made = randomBytes(32).toString("base64url");
		return {
			token: this.sign(made),
			cookies: [`${cookieName$1}=${made}; Path=/; HttpOnly; SameSite=Lax`]
		};
	}
	/** Whether a form with this token was opened in the browser that posts it. */
	allows(headers, token) {
		const cookie = cookieOf(headers, cookieName$1);
		if (cookie === void 0 || token === void 0 || !isSameOrigin(headers)) return false;
		const expected = Buffer.from(this.sign(cookie));
		const actual = Buffer.from(token);
		return expected.length === actual.length && timingSafeEqual(expected, actual);
	}
	sign(value) {
		return createHmac("sha256", this.key).update(value).digest("base64url");
	}
};
// packages/cognito-emulator/src/pages/form-results.ts
const cookieName = "XSRF-TOKEN";
const lifeMilliseconds = 6e5;
const most = 1e3;
/**
* The pages that posted forms lead to. A form answers with a redirect to its result (POST, redirect, GET), so that reloading
* the page or going back sends nothing twice. Each result is kept for ten minutes, for the browser that posted.
*/
var FormResults = class {
	constructor(clock) {
		this.clock = clock;
		this.kept = /* @__PURE__ */ new Map();
	}
	/** Keeps a page; gives the id under which the browser asks for it. */
	keep(headers, reply) {
		const id = randomBytes(16).toString("base64url");
		const oldest = this.kept.keys().next();
		if (this.kept.size >= most && !oldest.done) this.kept.delete(oldest.value);
		const until = this.clock.now().getTime() + lifeMilliseconds;
		this.kept.set(id, {
			reply,
			browser: cookieOf(headers, cookieName),
			until
		});
		return id;
	}
	/** The page of an id, for the browser that it was made for; undefined when there is none or its time is over. */
	find(headers, id) {
		const found = this.kept.get(id);
		if (found === void 0 || found.until <= this.clock.now().getTime()) return void 0;
		return found.browser === cookieOf(headers, cookieName) ? found.reply : void 0;
	}
};
// packages/cognito-emulator/src/pages/password-reset-pages.ts
/** /forgotPassword: a code to the user's address. */
const forgotPasswordPage = {
	show(view) {
		const { context, authorization, notice } = view;
		return layout({
			title: "Forgot your password?",
			lead: "Enter your address: we send a code to it, with which you choose a new password.",
			notice,
			redirectUri: authorization.redirectUri,
			path: "/forgotPassword",
			status: notice?.kind === "bad" ? 400 : 200,
			body: html`${form(context, "/forgotPassword", html`${emailField(usernameOf(view))} ${submit("Send the code")}`)}
        <p class="links">${link(context, "/login", "Back to sign-in")}</p>`
		});
	},
	async submit(view) {
		const { services, authorization } = view;
		await services.calls.forUser("ForgotPassword", authorization.client, { Username: usernameOf(view) });
		return newPasswordPage.show({
			...view,
			notice: {
				kind: "good",
				text: "We have sent a code to your address."
			}
		});
	}
};
/** /confirmForgotPassword: a new password, with that code. */
const newPasswordPage = {
	show(view) {
		const { context, authorization, notice, services } = view;
		const fields = html`${emailField(usernameOf(view))} ${codeField("Code")}
    ${passwordField("New password", "new-password", passwordHint(services.pool.pool))} ${submit("Save the password")}`;
		return layout({
			title: "Choose a new password",
			lead: "Enter the code that was sent to your address.",
			notice,
			redirectUri: authorization.redirectUri,
			path: "/confirmForgotPassword",
			status: notice?.kind === "bad" ? 400 : 200,
			body: html`${form(context, "/confirmForgotPassword", fields)}
        <p class="links">
          ${link(context, "/forgotPassword", "Send another code")} ${link(context, "/login", "Back to sign-in")}
        </p>`
		});
	},
	async submit(view) {
		const { services, authorization, fields } = view;
		await services.calls.forUser("ConfirmForgotPassword", authorization.client, {
			Username: usernameOf(view),
			ConfirmationCode: (fields["code"] ?? "").replaceAll(/\s/g, ""),
			Password: fields["password"] ?? ""
		});
		return showSignIn({
			...view,
			notice: {
				kind: "good",
				text: "Your password is changed. Please sign in."
			}
		});
	}
};
// packages/cognito-emulator/src/pages/sign-in-page.ts
/** /login: e-mail address and password, by the same steps as the API's sign-in. */
const signInPage = {
	show: showSignIn,
	async submit(view) {
		const { services, authorization, fields } = view;
		const parameters = {
			USERNAME: usernameOf(view),
			PASSWORD: fields["password"] ?? ""
		};
		const step = {
			client: withoutSecret(authorization.client),
			hosted: true,
			parameters
		};
		try {
			return await afterStep(view, await signInWithPassword(services.pool, step));
		} catch (error) {
			if (!(error instanceof CognitoError)) throw error;
			const notice = {
				kind: "bad",
				text: error.message
			};
			if (error.name === "UserNotConfirmedException") return confirmPage.show({
				...view,
				notice
			});
			if (error.name === "PasswordResetRequiredException") return newPasswordPage.show({
				...view,
				notice
			});
			throw error;
		}
	}
};
// packages/cognito-emulator/src/pages/sign-up-page.ts
const signedUp = object({ UserConfirmed: boolean() });
// packages/cognito-emulator/src/pages/hosted-pages.ts
const pages = /* @__PURE__ */ new Map([
	["/login", signInPage],
	["/signup", {
		show(view) {
			const { context, authorization, notice, services } = view;
			return layout({
				title: "Create an account",
				lead: "A code is sent to your address to confirm it.",
				notice,
				redirectUri: authorization.redirectUri,
				path: "/signup",
				status: notice?.kind === "bad" ? 400 : 200,
				body: html`${form(context, "/signup", html`${emailField(usernameOf(view))}
          ${passwordField("Password", "new-password", passwordHint(services.pool.pool))} ${submit("Create account")}`)}
        <p class="links">${link(context, "/login", "I have an account already")}</p>`
			});
		},
		async submit(view) {
			const { services, authorization, fields } = view;
			const input = {
				Username: usernameOf(view),
				Password: fields["password"] ?? ""
			};
			const { UserConfirmed } = signedUp.parse(await services.calls.forUser("SignUp", authorization.client, input));
			if (UserConfirmed) return showSignIn({
				...view,
				notice: {
					kind: "good",
					text: "Your account is ready."
				}
			});
			return confirmPage.show({
				...view,
				notice: {
					kind: "good",
					text: "We have sent a code to your address."
				}
			});
		}
	}],
	["/confirm", confirmPage],
	["/forgotPassword", forgotPasswordPage],
	["/confirmForgotPassword", newPasswordPage],
	["/challenge", challengePage],
	["/authenticator", authenticatorPage]
]);
/** The pages on which people sign in, sign up and reset a password; each carries on the request that /oauth2/authorize was given. */
function hostedPages(services) {
	const guard = new FormGuard();
	const results = new FormResults(services.pool.clock);
	return (request) => {
		const page = pages.get(request.path);
		if (page === void 0) return void 0;
		if (request.method !== "GET" && request.method !== "POST") return textReply(405, "Use GET or POST.", { allow: "GET, POST" });
		return withAuthorizationRequest(services, request, (authorization) => answer({
			services,
			guard,
			results
		}, page, request, authorization));
	};
}
async function answer({ services, guard, results }, page, request, authorization) {
	const { headers } = request;
	const { token, cookies } = guard.open(headers);
	const view = {
		services,
		authorization,
		context: {
			query: authorization.query,
			csrfToken: token
		},
		fields: {},
		signedIn: services.browserSessions.find(headers)
	};
	if (request.method === "GET") return withCookies(results.find(headers, request.query.get("result") ?? "") ?? await page.show(view), cookies);
	const fields = await fieldsOf(request);
	if (!guard.allows(headers, fields["_csrf"])) {
		const text = "This form was not opened in this browser, or too long ago. Please try again.";
		return withCookies({
			...showSignIn({
				...view,
				notice: {
					kind: "bad",
					text
				}
			}),
			status: 403
		}, cookies);
	}
	const reply = await submitted(page, {
		...view,
		fields
	});
	if (reply.body === "") return withCookies(reply, cookies);
	const result = results.keep(headers, {
		...reply,
		headers: {
			...reply.headers,
			"set-cookie": []
		}
	});
	const location = `${reply.path ?? request.path}?${authorization.query}&result=${result}`;
	const redirect = seeOther(location);
	return withCookies({
		...redirect,
		headers: {
			...redirect.headers,
			"set-cookie": reply.headers["set-cookie"] ?? []
		}
	}, cookies);
}
/** The reply to the form of a page; an error of the pool is shown above the same form. */
async function submitted(page, view) {
	try {
		return await page.submit(view);
	} catch (error) {
		if (!(error instanceof CognitoError) || error.status >= 500) throw error;
		return page.show({
			...view,
			notice: {
				kind: "bad",
				text: error.message
			}
		});
	}
}
async function fieldsOf(request) {
	return formParameters(request).catch((error) => {
		if (error instanceof OAuthError) return {};
		throw error;
	});
}
function withCookies(reply, cookies) {
	const own = reply.headers["set-cookie"] ?? [];
	return {
		...reply,
		headers: {
			...reply.headers,
			"set-cookie": cookies.concat(own)
		}
	};
}
// packages/cognito-emulator/src/pages/pool-calls.ts
/** The API's operations as the hosted pages call them, in the name of the app client that the browser came from. */
var PoolCalls = class {
	constructor(operations, pools) {
		this.operations = operations;
		this.pools = pools;
	}
	/** An operation that names a user; throws CognitoError as the API would answer. */
	async forUser(name, client, { Username, ...input }) {
		const { id: ClientId, secret } = client;
		const SecretHash = secret === void 0 ? void 0 : createHmac("sha256", secret).update(`${Username}${ClientId}`).digest("base64");
		return this.call(name, {
			...input,
			Username,
			ClientId,
			SecretHash
		});
	}
	/** Any operation that needs no AWS credentials. */
	async call(name, input) {
		const operation = this.operations.get(name);
		if (operation === void 0 || operation.signed) throw new Error(`${name} is not for the hosted pages`);
		return operation.run(this.pools, parseRequest(operation.request, input));
	}
};
// packages/cognito-emulator/src/pages/domain.ts
/**
* What the domains of user pools serve: the OAuth 2.0 endpoints and the hosted pages. Cognito has a host name for each; here
* they share one address, and a request is for the pool of its client or access token. `portal` has a domain from the start,
* any other pool once CreateUserPoolDomain gives it one: without, its clients are unknown here.
*/
function domains(portal, pools, operations) {
	const calls = new PoolCalls(operations, pools);
	const opened = /* @__PURE__ */ new WeakMap();
	return async (request) => {
		const once = readOnce(request);
		const asked = await poolOfRequest(pools, once);
		const pool = asked?.pool.domain === void 0 ? portal : asked;
		const handlers = opened.get(pool) ?? domainOf(pool, calls);
		opened.set(pool, handlers);
		return firstAnswer(handlers, once);
	};
}
function domainOf(pool, calls) {
	const services = {
		pool,
		codes: new AuthorizationCodes(pool.clock),
		browserSessions: new BrowserSessions(pool.users, pool.clock),
		calls
	};
	return [
		authorizeEndpoint(services),
		tokenEndpoint(services),
		userInfoEndpoint(pool),
		revocationEndpoint(pool),
		logoutEndpoint(services),
		hostedPages(services),
		errorPage(pool.clients),
		stylesheet
	];
}
/** The request with a body that can be asked for again. */
function readOnce(request) {
	let body;
	return {
		...request,
		body: () => body ??= request.body()
	};
}
async function firstAnswer(handlers, request) {
	for (const handler of handlers) {
		const reply = await handler(request);
		if (reply !== void 0) return reply;
	}
}
// packages/cognito-emulator/src/pages/mailbox-page.ts
/** GET /local/messages: every message that would have been sent, newest first; a page for people, JSON for programs. */
function mailboxPage(mailbox) {
	return ({ method, path, headers }) => {
		if (path !== "/local/messages" || method !== "GET") return void 0;
		const messages = mailbox.messages();
		if (!(headers.accept ?? "").includes("text/html")) return jsonReply(messages);
		return layout({
			title: "Messages",
			lead: "What the user pool would have sent, newest first.",
			wide: true,
			body: messages.length === 0 ? html`<p>No messages yet. When someone signs up, their code appears here.</p>` : html`<ul class="list">
              ${messages.map(entry)}
            </ul>`
		});
	};
}
function entry({ to, subject, body, code, sentAt }) {
	return html`<li>
    <h2>${subject}</h2>
    <p class="meta">To ${to}, <time datetime="${sentAt}">${sentAt.replace("T", " ").slice(0, 19)} UTC</time></p>
    <p>${body}</p>
    <code class="value">${code}</code>
  </li>`;
}
// packages/cognito-emulator/src/pages/start-page.ts
/** GET /: what this server has, with links: pools, their clients and sign-in pages, discovery documents, the mailbox. */
function startPage(pools) {
	return ({ method, path }) => {
		if (path !== "/" || method !== "GET") return void 0;
		return layout({
			title: "Amazon Cognito emulator",
			lead: "User pools for development and tests on this machine.",
			wide: true,
			body: html`<p><a href="/local/messages">Mailbox</a>: the messages that would have been sent</p>
        <ul class="list">
          ${pools.all().map(poolEntry)}
        </ul>`
		});
	};
}
function poolEntry({ pool, issuer, clients }) {
	return html`<li>
    <h2>${pool.name}</h2>
    <p class="meta">User pool <code>${pool.id}</code></p>
    <p>
      <a href="${issuer}/.well-known/openid-configuration">Discovery</a> ·
      <a href="${issuer}/.well-known/jwks.json">Signing keys</a>
    </p>
    <ul class="list">
      ${clients.all().map(clientEntry)}
    </ul>
  </li>`;
}
function clientEntry(client) {
	const address = signInAddress(client);
	return html`<li>
    <h2>Client ${client.name}</h2>
    <p class="meta"><code>${client.id}</code>${client.secret === void 0 ? void 0 : html`, with a secret`}</p>
    ${address === void 0 ? void 0 : html`<p><a href="${address}">Sign in</a></p>`}
  </li>`;
}
/** Where a user of a client signs in; undefined for a client without the code flow. */
function signInAddress({ id, callbackUrls, allowedOAuthFlows }) {
	const [redirectUri] = callbackUrls;
	if (redirectUri === void 0 || !allowedOAuthFlows.includes("code")) return void 0;
	return `/login?${new URLSearchParams({
		client_id: id,
		response_type: "code",
		redirect_uri: redirectUri
	}).toString()}`;
}
// packages/cognito-emulator/src/messages/mailbox.ts
const keptMessages = 200;
/** Every message "sent", newest first, the oldest forgotten beyond a bound. */
var Mailbox = class {
	constructor(records, clock) {
		this.records = records;
		this.clock = clock;
		this.keys = [...records.values()].map(({ number }) => String(number));
	}
	/** Keeps a message for whoever looks. */
	send(message) {
		const number = Number(this.keys.at(-1) ?? 0) + 1;
		this.records.put(String(number), {
			...message,
			sentAt: this.clock.now().toISOString(),
			number
		});
		this.keys.push(String(number));
		if (this.keys.length > keptMessages) this.records.delete(this.keys.shift() ?? "");
	}
	/** All messages kept, newest first. */
	messages() {
		return [...this.records.values()].reverse().map(({ to, subject, body, code, sentAt }) => ({
			to,
			subject,
			body,
			code,
			sentAt
		}));
	}
};
// packages/cognito-emulator/src/pool/attempt-limiter.ts
const freeFailures = 5;
const longestLockMilliseconds = 9e5;
const trackedNames = 1e4;
/**
* Locks a name out after too many wrong passwords, as the AWS page "Lockout behavior for failed sign-in attempts" says: five
* are free, then 2^(n-5) seconds, up to about 15 minutes; attempts while locked out change nothing.
*/
var AttemptLimiter = class {
	constructor(clock) {
		this.clock = clock;
		this.attempts = /* @__PURE__ */ new Map();
	}
	/** Throws NotAuthorizedException while a name is locked out. */
	requireUnlocked(name) {
		if ((this.attempts.get(name)?.lockedUntil ?? 0) > this.now()) throw notAuthorized("Password attempts exceeded");
	}
	failed(name) {
		const now = this.now();
		const before = this.attempts.get(name);
		const idle = before !== void 0 && now - Math.max(before.lastFailure, before.lockedUntil) >= longestLockMilliseconds;
		const failures = before === void 0 || idle ? 1 : before.failures + 1;
		const lock = failures < freeFailures ? 0 : Math.min(1e3 * 2 ** (failures - freeFailures), longestLockMilliseconds);
		this.attempts.delete(name);
		this.attempts.set(name, {
			failures,
			lockedUntil: now + lock,
			lastFailure: now
		});
		this.forgetOldest();
	}
	succeeded(name) {
		this.attempts.delete(name);
	}
	now() {
		return this.clock.now().getTime();
	}
	forgetOldest() {
		if (this.attempts.size <= trackedNames) return;
		const oldest = this.attempts.keys().next();
		if (!oldest.done) this.attempts.delete(oldest.value);
	}
};
// packages/cognito-emulator/src/tokens/token-issuer.ts
/** Makes ID and access tokens whose claims are those of COGNITO T1 to T3, after the pre-token-generation trigger. */
var TokenIssuer = class {
	constructor(issuer, keys, triggers, clock) {
		this.issuer = issuer;
		this.keys = keys;
		this.triggers = triggers;
		this.clock = clock;
	}
	async issue(subject) {
		return this.mint(subject, await this.triggers.preTokenGeneration(subject));
	}
	/** Makes tokens with what the trigger has said before. */
	mint(subject, overrides) {
		const accessToken = signJwt(this.keys.signing("access"), this.accessClaims(subject, overrides));
		return {
			accessToken,
			idToken: signJwt(this.keys.signing("id"), this.idClaims(subject, overrides, accessToken))
		};
	}
	/** An access token of a client itself, for no user (COGNITO T14); it has no groups, whatever the trigger says. */
	async issueForClient(subject) {
		const overrides = await this.triggers.clientTokenGeneration(subject);
		const { client, scopes } = subject;
		const authTime = epochSeconds(this.clock);
		const claims = {
			sub: client.id,
			token_use: "access",
			scope: scopesAfter(scopes, overrides).join(" "),
			...this.times({ authTime }, client.accessTokenSeconds),
			iss: this.issuer,
			version: 2,
			jti: randomUUID(),
			client_id: client.id
		};
		return signJwt(this.keys.signing("access"), {
			...without(claims, overrides.access.suppress),
			...overrides.access.add
		});
	}
	accessClaims({ user, client, session }, overrides) {
		const { add, suppress } = overrides.access;
		return {
			...without({
				sub: user.username,
				...groupClaims(overrides.groups.groups),
				iss: this.issuer,
				version: 2,
				client_id: client.id,
				origin_jti: session.id,
				event_id: session.eventId,
				token_use: "access",
				scope: scopesAfter(session.scopes, overrides).join(" "),
				...this.times(session, client.accessTokenSeconds),
				jti: randomUUID(),
				username: user.username
			}, suppress),
			...add
		};
	}
	idClaims({ user, client, session, nonce }, overrides, accessToken) {
		const { add, suppress } = overrides.id;
		const { sub, email_verified: emailVerified, ...attributes } = inScope(session, readableBy(client, user.attributes));
		return {
			...without({
				...session.oauth === true && { at_hash: accessTokenHash(accessToken) },
				sub,
				...groupClaims(overrides.groups.groups),
				...roleClaims(overrides.groups),
				...emailVerified !== void 0 && { email_verified: emailVerified === "true" },
				iss: this.issuer,
				"cognito:username": user.username,
				...nonce !== void 0 && { nonce },
				origin_jti: session.id,
				aud: client.id,
				event_id: session.eventId,
				token_use: "id",
				...this.times(session, client.idTokenSeconds),
				jti: randomUUID(),
				...attributes
			}, suppress),
			...add
		};
	}
	times({ authTime }, seconds) {
		const issuedAt = epochSeconds(this.clock);
		return {
			auth_time: authTime,
			exp: issuedAt + seconds,
			iat: issuedAt
		};
	}
};
/** The attributes that an ID token of a session may carry: all that the client reads, or what its OAuth scopes open. */
function inScope({ oauth, scopes }, attributes) {
	return oauth === true ? openedBy(scopes, attributes) : attributes;
}
/** Suppressing a scope beats adding it, as with claims (COGNITO L7). */
function scopesAfter(scopes, { scopesToAdd, scopesToSuppress }) {
	return [.../* @__PURE__ */ new Set([...scopes, ...scopesToAdd])].filter((scope) => !scopesToSuppress.includes(scope));
}
/** OpenID Connect Core 1.0, section 3.1.3.6: the left half of the token's SHA-256. */
function accessTokenHash(accessToken) {
	return createHash("sha256").update(accessToken, "ascii").digest().subarray(0, 16).toString("base64url");
}
/** Without groups the claim is absent, not an empty list (COGNITO T10). */
function groupClaims(groups) {
	return groups.length === 0 ? {} : { "cognito:groups": groups };
}
/** Only the ID token names roles, and only when groups have some (COGNITO T2). */
function roleClaims({ roles, preferredRole }) {
	return {
		...roles.length > 0 && { "cognito:roles": roles },
		...preferredRole !== void 0 && { "cognito:preferred_role": preferredRole }
	};
}
function without(claims, names) {
	return Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
}
// packages/cognito-emulator/src/tokens/user-sessions.ts
/** The sign-ins of one pool, found by id or by refresh token. */
var UserSessions = class {
	constructor(records, clock) {
		this.records = records;
		this.clock = clock;
		this.idByRefreshToken = /* @__PURE__ */ new Map();
		const now = epochSeconds(clock);
		for (const session of [...records.values()]) if (session.expiresAt <= now) records.delete(session.id);
		else this.index(session);
	}
	/** Begins a session, signed in to now unless `origin` says since when; the refresh token is given out here and nowhere else. */
	begin(user, client, scopes, origin = {}) {
		const refreshToken = randomBytes(96).toString("base64url");
		const now = epochSeconds(this.clock);
		const session = {
			id: randomUUID(),
			username: user.username,
			clientId: client.id,
			eventId: randomUUID(),
			authTime: now,
			scopes,
			refreshTokenHash: hashOf(refreshToken),
			expiresAt: now + client.refreshTokenSeconds,
			revoked: false,
			...origin
		};
		this.records.put(session.id, session);
		this.index(session);
		return {
			session,
			refreshToken
		};
	}
	/**
	* The next refresh token of a session, for the rest of its time; the one given stays good for the client's grace period, so
	* that a client that lost the answer can ask again. Throws as `redeem` does.
	*/
	rotate(refreshToken, client) {
		const session = this.redeem(refreshToken, client);
		const used = hashOf(refreshToken);
		const goodUntil = epochSeconds(this.clock) + (client.refreshTokenRotation?.graceSeconds ?? 0);
		const earlier = [...session.earlierTokens ?? [], { hash: session.refreshTokenHash }];
		const next = randomBytes(96).toString("base64url");
		const rotated = {
			...session,
			refreshTokenHash: hashOf(next),
			earlierTokens: earlier.map((token) => token.hash === used ? {
				...token,
				goodUntil: token.goodUntil ?? goodUntil
			} : token).slice(-100),
			lastActiveAt: epochSeconds(this.clock)
		};
		this.records.put(session.id, rotated);
		this.index(rotated);
		return next;
	}
	/** Notes that a session is in use; as it is now, which may be revoked since it was read. */
	touch({ id }) {
		const session = this.records.get(id);
		if (session !== void 0) this.records.put(id, {
			...session,
			lastActiveAt: epochSeconds(this.clock)
		});
	}
	/** A user's sessions that still give tokens, newest first. */
	activeOf({ username }) {
		const now = epochSeconds(this.clock);
		return [...this.records.values()].filter((session) => session.username === username && !session.revoked && session.expiresAt > now).reverse();
	}
	/** The session of a refresh token given to this client, whatever its state; undefined when there is none. */
	ofRefreshToken(refreshToken, client) {
		const session = this.records.get(this.idByRefreshToken.get(hashOf(refreshToken)) ?? "");
		return session?.clientId === client.id ? session : void 0;
	}
	/** As `ofRefreshToken`, but throws NotAuthorizedException unless the token can still be used. */
	redeem(refreshToken, client) {
		const session = this.ofRefreshToken(refreshToken, client);
		if (session === void 0) throw notAuthorized("Invalid Refresh Token");
		if (session.revoked) throw notAuthorized("Refresh Token has been revoked");
		if (session.expiresAt <= epochSeconds(this.clock)) throw notAuthorized("Refresh Token has expired");
		const earlier = session.earlierTokens?.find(({ hash }) => hash === hashOf(refreshToken));
		if (earlier?.goodUntil !== void 0 && earlier.goodUntil <= epochSeconds(this.clock)) {
			this.revoke(session);
			throw new CognitoError("RefreshTokenReuseException", "Refresh token has been rotated and cannot be used again.");
		}
		return session;
	}
	/** Whether the tokens of a session still open anything at the pool itself. */
	isLive(id) {
		return this.records.get(id)?.revoked === false;
	}
	revoke(session) {
		this.records.put(session.id, {
			...session,
			revoked: true
		});
	}
	/** Ends the session of an id, if there is one. */
	revokeId(id) {
		const session = this.records.get(id ?? "");
		if (session !== void 0) this.revoke(session);
	}
	/** Ends every session of a user: global sign-out, disabling, deletion. */
	revokeAllOf({ username }) {
		for (const session of [...this.records.values()]) if (session.username === username && !session.revoked) this.revoke(session);
	}
	index(session) {
		for (const { hash } of session.earlierTokens ?? []) this.idByRefreshToken.set(hash, session.id);
		this.idByRefreshToken.set(session.refreshTokenHash, session.id);
	}
};
function hashOf(refreshToken) {
	return createHash("sha256").update(refreshToken).digest("base64url");
}
// packages/cognito-emulator/src/triggers/trigger-envelope.ts
/** What every event begins with (COGNITO L1). */
function envelope(pool, version, userName, client) {
	return {
		version,
		region: pool.region,
		userPoolId: pool.id,
		userName,
		callerContext: {
			awsSdkVersion: "aws-sdk-unknown-unknown",
			clientId: client?.id ?? "CLIENT_ID_NOT_APPLICABLE"
		}
	};
}
/** A user's attributes as events carry them. */
function userAttributes({ attributes, status }) {
	const { sub = "", ...others } = attributes;
	return {
		sub,
		"cognito:user_status": status,
		...others
	};
}
/** The client's own data for triggers, left out when it sent none. */
function withMetadata(clientMetadata) {
	return clientMetadata === void 0 ? {} : { clientMetadata };
}
// packages/cognito-emulator/src/triggers/challenge-triggers.ts
const defined = object({
	challengeName: _enum(["CUSTOM_CHALLENGE", "PASSWORD_VERIFIER"]).nullish(),
	issueTokens: boolean().nullish(),
	failAuthentication: boolean().nullish()
});
const parameters = record(string(), string()).nullish();
const created = object({
	publicChallengeParameters: parameters,
	privateChallengeParameters: parameters,
	challengeMetadata: string().nullish()
});
const verified = object({ answerCorrect: boolean().nullish() });
/** The three triggers of CUSTOM_AUTH (AWS, "Custom authentication challenge Lambda triggers"; COGNITO L9). */
var ChallengeTriggers = class {
	constructor(pool, runner) {
		this.pool = pool;
		this.runner = runner;
	}
	/** What comes next, by what has been answered so far: at the start, nothing. */
	async define(signIn, session) {
		return this.run("DefineAuthChallenge", signIn, { session }, {
			challengeName: null,
			issueTokens: null,
			failAuthentication: null
		}, defined);
	}
	/** A challenge; its private parameters never reach the client. */
	async create(signIn, session) {
		const request = {
			challengeName: "CUSTOM_CHALLENGE",
			session
		};
		return this.run("CreateAuthChallenge", signIn, request, {
			publicChallengeParameters: null,
			privateChallengeParameters: null,
			challengeMetadata: null
		}, created);
	}
	/** Whether an answer is right. */
	async verify(signIn, privateChallengeParameters, challengeAnswer) {
		const request = {
			privateChallengeParameters,
			challengeAnswer
		};
		return (await this.run("VerifyAuthChallengeResponse", signIn, request, { answerCorrect: null }, verified)).answerCorrect === true;
	}
	async run(name, { userName, user, client, clientMetadata }, request, response, schema) {
		if (!this.runner.has(name)) throw invalidParameter("Custom auth lambda trigger is not configured for the user pool.");
		const answer = await this.runner.run(name, {
			...envelope(this.pool, "1", userName, client),
			triggerSource: `${name}_Authentication`,
			request: {
				userAttributes: user === void 0 ? {} : userAttributes(user),
				...request,
				userNotFound: user === void 0,
				...withMetadata(clientMetadata)
			},
			response
		});
		const parsed = schema.safeParse(answer);
		if (!parsed.success) throw invalidResponse();
		return parsed.data;
	}
};
// packages/cognito-emulator/src/triggers/trigger-functions.ts
const versioned = looseObject({ LambdaArn: string() });
/**
* The function of each trigger of a pool: the one given at the start, in every pool; else the Lambda function that the pool's
* LambdaConfig names at this moment.
*/
function triggerFunctions(pool, { handlers, lambdaEndpoint }) {
	return (name) => {
		const arn = functionArn(pool.lambdaConfig ?? {}, name);
		return handlers[name] ?? (arn === void 0 ? void 0 : lambdaFunction(arn, lambdaEndpoint));
	};
}
/** PreTokenGeneration has two members: the newer one says which version of the event it wants, and goes first. */
function functionArn(config, name) {
	const newer = versioned.safeParse(name === "PreTokenGeneration" ? config["PreTokenGenerationConfig"] : void 0);
	return newer.success ? newer.data.LambdaArn : string().optional().catch(void 0).parse(config[name]);
}
// packages/cognito-emulator/src/triggers/pre-token-generation.ts
const protectedClaims = new Set(["acr amr aud at_hash auth_time azp client_id cognito:groups cognito:username device_key event_id exp iat identities", "iss jti nbf nonce origin_jti scope sub token_use username version"].flatMap((names) => names.split(" ")));
const names = array(string()).nullish();
const groupOverride = object({
	groupsToOverride: names,
	iamRolesToOverride: names,
	preferredRole: string().nullish()
}).nullish();
const v1Response = object({ claimsOverrideDetails: object({
	claimsToAddOrOverride: record(string(), string()).nullish(),
	claimsToSuppress: names,
	groupOverrideDetails: groupOverride
}).nullish() });
const tokenGeneration = object({
	claimsToAddOrOverride: record(string(), json()).nullish(),
	claimsToSuppress: names,
	scopesToAdd: names,
	scopesToSuppress: names
}).nullish();
const v2Response = object({ claimsAndScopeOverrideDetails: object({
	idTokenGeneration: tokenGeneration,
	accessTokenGeneration: tokenGeneration,
	groupOverrideDetails: groupOverride
}).nullish() });
/** The `response` that an event of a version starts with. */
function emptyResponse(version) {
	return version === "V1_0" ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null };
}
/**
* Reads a trigger's answer. V1 reaches the ID token only, except for groups, which both tokens carry (COGNITO L6, L7).
* Throws InvalidLambdaResponseException when the answer does not have its version's shape.
*/
function readOverrides(version, response, current) {
	if (version === "V1_0") {
		const details = parse$1(v1Response, response).claimsOverrideDetails;
		return {
			id: claimOverrides(details),
			access: claimOverrides(void 0),
			scopesToAdd: [],
			scopesToSuppress: [],
			groups: groupsAfter(details?.groupOverrideDetails, current)
		};
	}
	const details = parse$1(v2Response, response).claimsAndScopeOverrideDetails;
	return {
		id: claimOverrides(details?.idTokenGeneration),
		access: claimOverrides(details?.accessTokenGeneration),
		scopesToAdd: details?.accessTokenGeneration?.scopesToAdd ?? [],
		scopesToSuppress: details?.accessTokenGeneration?.scopesToSuppress ?? [],
		groups: groupsAfter(details?.groupOverrideDetails, current)
	};
}
function parse$1(schema, response) {
	const parsed = schema.safeParse(response);
	if (!parsed.success) throw invalidResponse();
	return parsed.data;
}
__name(parse$1, "parse");
/** Suppressing a claim beats adding it (COGNITO L7). */
function claimOverrides(details) {
	const suppress = (details?.claimsToSuppress ?? []).filter((name) => !protectedClaims.has(name));
	const add = Object.entries(details?.claimsToAddOrOverride ?? {}).filter(([name]) => !protectedClaims.has(name) && !suppress.includes(name));
	return {
		add: Object.fromEntries(add),
		suppress
	};
}
/** An override without groups leaves none, and no roles (COGNITO L7); no override leaves them as they are. */
function groupsAfter(override, current) {
	if (override === null || override === void 0) return current;
	const { groupsToOverride, iamRolesToOverride, preferredRole } = override;
	return {
		groups: groupsToOverride ?? [],
		roles: iamRolesToOverride ?? [],
		preferredRole: preferredRole ?? void 0
	};
}
// packages/cognito-emulator/src/triggers/user-migration.ts
const migration = object({
	userAttributes: record(string(), string()),
	finalUserStatus: _enum(["CONFIRMED", "RESET_REQUIRED"]).nullish(),
	messageAction: _enum(["RESEND", "SUPPRESS"]).nullish(),
	desiredDeliveryMediums: array(_enum(["EMAIL", "SMS"])).nullish(),
	forceAliasCreation: boolean().nullish()
});
/** What the event's `response` starts with. */
const noMigration = {
	userAttributes: null,
	forceAliasCreation: null,
	enableSMSMFA: null,
	finalUserStatus: null,
	messageAction: null,
	desiredDeliveryMediums: null
};
/** Reads a trigger's answer (COGNITO L9); undefined when it holds nobody who could be migrated. */
function readMigration(response) {
	return migration.safeParse(response).data;
}
// packages/cognito-emulator/src/triggers/triggers.ts
const signUpResponse = object({
	autoConfirmUser: boolean().nullish(),
	autoVerifyEmail: boolean().nullish(),
	autoVerifyPhone: boolean().nullish()
});
/** Where the pool asks its triggers; each method builds the event of COGNITO L1 to L8 and reads the answer. */
var Triggers = class {
	constructor(pool, groups, runner) {
		this.pool = pool;
		this.groups = groups;
		this.runner = runner;
	}
	/** Before a user is created; a function that throws refuses them. Its flags count for SignUp only (COGNITO L3). */
	async preSignUp(subject) {
		const response = await this.runner.run("PreSignUp", {
			...envelope(this.pool, "1", subject.username, subject.client),
			triggerSource: `PreSignUp_${subject.source}`,
			request: {
				userAttributes: subject.attributes,
				validationData: subject.validationData ?? null,
				...withMetadata(subject.clientMetadata)
			},
			response: {
				autoConfirmUser: false,
				autoVerifyEmail: false,
				autoVerifyPhone: false
			}
		});
		const flags = signUpResponse.safeParse(response);
		if (!flags.success) throw invalidResponse();
		const counts = subject.source === "SignUp";
		return {
			autoConfirm: counts && flags.data.autoConfirmUser === true,
			autoVerifyEmail: counts && flags.data.autoVerifyEmail === true,
			autoVerifyPhone: counts && flags.data.autoVerifyPhone === true
		};
	}
	/** After a user has confirmed; never for those an administrator created (COGNITO L5). */
	async postConfirmation(subject) {
		await this.runner.run("PostConfirmation", {
			...envelope(this.pool, "1", subject.user.username, subject.client),
			triggerSource: `PostConfirmation_${subject.source}`,
			request: {
				userAttributes: userAttributes(subject.user),
				...withMetadata(subject.clientMetadata)
			},
			response: {}
		});
	}
	/**
	* Before a password or a proof of it is looked at; a function that throws refuses the sign-in. For a name that nobody has it
	* runs only where the client hides who has an account (AWS, "Pre authentication Lambda trigger").
	*/
	async preAuthentication({ userName, user, client, validationData }) {
		const hides = client.preventUserExistenceErrors === "ENABLED";
		if (user === void 0 && !hides) return;
		await this.runner.run("PreAuthentication", {
			...envelope(this.pool, "1", user?.username ?? userName, client),
			triggerSource: "PreAuthentication_Authentication",
			request: {
				userAttributes: user === void 0 ? {} : userAttributes(user),
				validationData: validationData ?? null,
				...hides && { userNotFound: user === void 0 }
			},
			response: {}
		});
	}
	/** After the last factor, before tokens; a function that throws leaves the user without any. */
	async postAuthentication({ user, client, clientMetadata }) {
		await this.runner.run("PostAuthentication", {
			...envelope(this.pool, "1", user.username, client),
			triggerSource: "PostAuthentication_Authentication",
			request: {
				userAttributes: userAttributes(user),
				newDeviceUsed: false,
				...withMetadata(clientMetadata)
			},
			response: {}
		});
	}
	/** Whether there is a function to ask about users whom the pool does not know. */
	canMigrate() {
		return this.runner.has("UserMigration");
	}
	/** Asks about somebody whom the pool does not know; the password is in the event at sign-in only (COGNITO L9). */
	async userMigration(subject) {
		const { source, userName, password, client, validationData, clientMetadata } = subject;
		return readMigration(await this.runner.run("UserMigration", {
			...envelope(this.pool, "1", userName, client),
			triggerSource: `UserMigration_${source}`,
			request: {
				...source === "Authentication" && { password },
				validationData: validationData ?? null,
				...withMetadata(clientMetadata)
			},
			response: noMigration
		}));
	}
	/** Before a message goes out: how to word it. */
	async customMessage({ source, user, client, clientMetadata }) {
		return readWording(source, await this.runner.run("CustomMessage", {
			...envelope(this.pool, "1", user.username, client),
			triggerSource: `CustomMessage_${source}`,
			request: {
				userAttributes: userAttributes(user),
				codeParameter: placeholders.code,
				linkParameter: placeholders.link,
				usernameParameter: source === "AdminCreateUser" ? placeholders.username : null,
				...withMetadata(clientMetadata)
			},
			response: {
				smsMessage: null,
				emailMessage: null,
				emailSubject: null
			}
		}));
	}
	/** Before each issue of tokens: what to change in them. */
	async preTokenGeneration(subject) {
		const version = this.pool.preTokenGenerationVersion;
		const { user, client, session } = subject;
		const groups = this.groups.configurationOf(user.groups);
		return readOverrides(version, await this.runner.run("PreTokenGeneration", {
			...envelope(this.pool, version.slice(1, 2), user.username, client),
			triggerSource: `TokenGeneration_${subject.source}`,
			request: {
				userAttributes: userAttributes(user),
				groupConfiguration: groupConfiguration(groups),
				...version !== "V1_0" && { scopes: session.scopes },
				...withMetadata(subject.clientMetadata)
			},
			response: emptyResponse(version)
		}), groups);
	}
	/**
	* Before a token of a client itself: only a pool whose version is V3_0 asks (COGNITO L6). That the event's user name is the
	* client's id, as the token's `sub` is, is inferred.
	*/
	async clientTokenGeneration({ client, scopes, clientMetadata }) {
		const version = this.pool.preTokenGenerationVersion;
		if (version !== "V3_0") return readOverrides(version, {}, noGroups);
		return readOverrides(version, await this.runner.run("PreTokenGeneration", {
			...envelope(this.pool, "3", client.id, client),
			triggerSource: "TokenGeneration_ClientCredentials",
			request: {
				userAttributes: {},
				groupConfiguration: groupConfiguration(noGroups),
				scopes,
				...withMetadata(clientMetadata)
			},
			response: emptyResponse(version)
		}), noGroups);
	}
};
function groupConfiguration({ groups, roles, preferredRole }) {
	return {
		groupsToOverride: groups,
		iamRolesToOverride: roles,
		preferredRole: preferredRole ?? null
	};
}
// packages/cognito-emulator/src/srp/password-verifier.ts
/** A verifier for a password, under a salt of its own unless one is given. */
function createVerifier(owner, password, salt = randomBytes(16).toString("hex")) {
	const identity = sha256(`${owner.poolName}${owner.username}:${password}`);
	const x = toBigInt(sha256(padded(BigInt(`0x${salt}`)), identity));
	return {
		salt,
		verifier: power(generator, x).toString(16)
	};
}
/** Whether a password is the one behind a verifier, compared in constant time. */
function passwordMatches(owner, password, expected) {
	const actual = createVerifier(owner, password, expected.salt);
	return timingSafeEqual(sha256(actual.verifier), sha256(expected.verifier));
}
// packages/cognito-emulator/src/pool/pool-configuration.ts
/** What a pool is when whoever made it did not say. */
const poolDefaults = {
	mfaConfiguration: "OFF",
	softwareTokenMfaEnabled: false,
	requiredAttributes: [],
	autoVerifiedAttributes: ["email"],
	adminCreateUserOnly: false,
	deletionProtection: "INACTIVE",
	attributesRequiringVerification: []
};
/** The part of the pool's id that goes into its users' password hashes. */
function poolNameOf(pool) {
	return pool.id.slice(pool.id.indexOf("_") + 1);
}
// packages/cognito-emulator/src/pool/passwords.ts
/** The passwords of one pool: made, compared and imitated, never kept. */
var Passwords = class {
	constructor(pool, clock, imitationKey) {
		this.pool = pool;
		this.clock = clock;
		this.imitationKey = imitationKey;
	}
	/** Whose passwords they are, as the SRP hashes name them. */
	ownerOf({ username }) {
		return {
			poolName: poolNameOf(this.pool),
			username
		};
	}
	/** A password to stay; throws InvalidPasswordException when it breaks the policy. */
	permanent(username, password) {
		requireStrength(this.pool.passwordPolicy, password);
		return createVerifier(this.ownerOf({ username }), password);
	}
	/**
	* A password from elsewhere, whatever its strength: "Amazon Cognito doesn't enforce the password strength policy that you
	* configured during migration" (AWS, "Importing users with a user migration Lambda trigger").
	*/
	migrated(username, password) {
		return createVerifier(this.ownerOf({ username }), password);
	}
	/** A password to be changed at first sign-in, within the policy's number of days. */
	temporary(username, password) {
		const days = this.pool.passwordPolicy.temporaryPasswordValidityDays;
		const until = new Date(this.clock.now().getTime() + days * 864e5);
		return {
			...this.permanent(username, password),
			temporaryUntil: until.toISOString()
		};
	}
	/** Whether it is the user's password; takes as long for a stand-in as for a user. */
	match(user, password) {
		const stored = user.password ?? this.standIn(user.username).password;
		return passwordMatches(this.ownerOf(user), password, stored) && user.password !== void 0;
	}
	/** Throws NotAuthorizedException for a temporary password whose days are over. */
	requireCurrent({ password }) {
		if (password?.temporaryUntil !== void 0 && new Date(password.temporaryUntil) < this.clock.now()) throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
	}
	/**
	* The same made-up user each time for the same unknown name, so that the answer does not tell it is unknown. The verifier is
	* no password's, and costs nothing to make: a stand-in must not take longer than a user either.
	*/
	standIn(unknownName) {
		const name = unknownName.toLowerCase();
		const derive = (purpose, bytes) => Buffer.from(hkdfSync("sha256", this.imitationKey, name, purpose, bytes)).toString("hex");
		const digits = derive("username", 16);
		return {
			username: [
				digits.slice(0, 8),
				digits.slice(8, 12),
				`4${digits.slice(13, 16)}`,
				`a${digits.slice(17, 20)}`,
				digits.slice(20)
			].join("-"),
			password: {
				salt: derive("salt", 16),
				verifier: derive("verifier", 383)
			}
		};
	}
};
// packages/cognito-emulator/src/pool/users.ts
/** The users of one pool, found by their name or by e-mail address, which no two of them share. */
var Users = class {
	constructor(records, clock) {
		this.records = records;
		this.clock = clock;
		this.usernameByEmail = /* @__PURE__ */ new Map();
		for (const user of records.values()) this.index(user);
	}
	/** A name for a user to come. */
	nextUsername() {
		return randomUUID();
	}
	/** The user of a name or an e-mail address in any case; undefined when there is none. */
	find(usernameOrEmail) {
		const username = this.usernameByEmail.get(usernameOrEmail.toLowerCase()) ?? usernameOrEmail.toLowerCase();
		return this.records.get(username);
	}
	/** As `find`, for administrators: throws UserNotFoundException. */
	named(usernameOrEmail) {
		const user = this.find(usernameOrEmail);
		if (user === void 0) throw new CognitoError("UserNotFoundException", "User does not exist.");
		return user;
	}
	/** Everyone, in the order of creation. */
	all() {
		return [...this.records.values()];
	}
	/** Adds a user; throws UsernameExistsException when the address is taken. Nothing happens between check and write. */
	add(user) {
		if (this.isTaken(user)) throw new CognitoError("UsernameExistsException", "An account with the given email already exists.");
		const now = this.clock.now().toISOString();
		return this.save({
			...user,
			groups: [],
			enabled: true,
			createdAt: now,
			modifiedAt: now
		});
	}
	/** Applies a change to the user as they are now; throws AliasExistsException when their new address is taken. */
	update(username, change) {
		const before = this.named(username);
		const after = {
			...before,
			...change(before),
			modifiedAt: this.clock.now().toISOString()
		};
		if (this.isTaken(after)) throw new CognitoError("AliasExistsException", "An account with the email already exists.");
		const saved = this.save(after);
		const address = before.attributes["email"]?.toLowerCase();
		if (address !== void 0 && address !== saved.attributes["email"]?.toLowerCase()) this.usernameByEmail.delete(address);
		return saved;
	}
	remove(user) {
		this.records.delete(user.username);
		this.usernameByEmail.delete(user.attributes["email"]?.toLowerCase() ?? "");
	}
	save(user) {
		this.records.put(user.username, user);
		this.index(user);
		return user;
	}
	isTaken({ username, attributes }) {
		const holder = this.usernameByEmail.get(attributes["email"]?.toLowerCase() ?? "");
		return holder !== void 0 && holder !== username;
	}
	index({ username, attributes }) {
		if (attributes["email"] !== void 0) this.usernameByEmail.set(attributes["email"].toLowerCase(), username);
	}
};
// packages/cognito-emulator/src/user-pool.ts
/** Puts a pool together over its own collections of the store; its keys may still have to be made. */
function openUserPool(configuration, { store, clock, mailbox, triggers: sources, endpoint }) {
	const pool = {
		...poolDefaults,
		...configuration
	};
	const collection = (kind) => poolCollection(store, pool.id, kind);
	const issuer = `${endpoint}/${pool.id}`;
	const users = new Users(collection("users"), clock);
	const clients = new Clients(collection("clients"), clock);
	const userSessions = new UserSessions(collection("user-sessions"), clock);
	const signingKeys = new SigningKeys(collection("signing-keys"), clock);
	const runner = new TriggerRunner(triggerFunctions(pool, sources), clock);
	const groups = new Groups(collection("groups"), clock);
	const triggers = new Triggers(pool, groups, runner);
	const attempts = new AttemptLimiter(clock);
	return {
		pool,
		reconfigure: (changes) => {
			const changed = {
				...changes,
				modifiedAt: clock.now().toISOString()
			};
			poolRecords(store).put(pool.id, {
				...pool,
				...changed
			});
			Object.assign(pool, changed);
		},
		lambdaConfig: () => describedLambdaConfig(pool, sources.handlers),
		issuer,
		clock,
		users,
		clients,
		userSessions,
		signingKeys,
		triggers,
		groups,
		passwords: new Passwords(pool, clock, imitationKey(collection("secrets"))),
		codes: new Codes(collection("codes"), clock),
		messages: new Messages(mailbox, triggers),
		attempts,
		challengeTriggers: new ChallengeTriggers(pool, runner),
		softwareTokens: new SoftwareTokens(users, attempts, clock),
		challengeSessions: new ChallengeSessions(clients, clock),
		accessTokens: new AccessTokens(issuer, signingKeys, userSessions, users, clients, clock),
		tokenIssuer: new TokenIssuer(issuer, signingKeys, triggers, clock)
	};
}
/** The secret behind the made-up answers for unknown users, which have to stay the same across restarts. */
function imitationKey(secrets) {
	if (secrets.get("imitation") === void 0) secrets.put("imitation", randomBytes(32).toString("base64"));
	return secrets.get("imitation") ?? "";
}
// packages/cognito-emulator/src/user-pools.ts
/** All user pools of one emulator, found by what a request names: a pool, a client, or an access token. */
var UserPools = class {
	/** Opens every pool that the store knows. */
	constructor(surroundings) {
		this.surroundings = surroundings;
		this.pools = /* @__PURE__ */ new Map();
		for (const configuration of poolRecords(surroundings.store).values()) this.open(configuration);
	}
	/** Resolves once every pool has its keys: until then no request can be answered. */
	async ready() {
		await Promise.all(this.all().map(({ signingKeys }) => signingKeys.ready));
	}
	all() {
		return [...this.pools.values()];
	}
	find(id) {
		return this.pools.get(id);
	}
	/** Throws ResourceNotFoundException for a pool that does not exist. */
	withId(id) {
		const pool = this.find(id);
		if (pool === void 0) throw resourceNotFound(`User pool ${id} does not exist.`);
		return pool;
	}
	/** The client of an id and its pool; throws ResourceNotFoundException. */
	withClient(clientId) {
		const pool = this.ofClient(clientId);
		const client = pool?.clients.find(clientId);
		if (pool === void 0 || client === void 0) throw resourceNotFound(`User pool client ${clientId} does not exist.`);
		return {
			pool,
			client
		};
	}
	/** The pool that a client belongs to. */
	ofClient(clientId) {
		return this.all().find(({ clients }) => clients.find(clientId) !== void 0);
	}
	/** The pool that tokens of an issuer say they are from. */
	ofIssuer(issuer) {
		return this.all().find((pool) => pool.issuer === issuer);
	}
	/** The pool that a domain belongs to. */
	ofDomain(domain) {
		return this.all().find(({ pool }) => pool.domain === domain);
	}
	/** Creates a pool under a new id, in the emulator's region; its keys come later. */
	add(template) {
		const { store, clock, region } = this.surroundings;
		return this.open(addPoolRecord(store, clock, {
			...template,
			region
		}));
	}
	/** Removes a pool and everything in it. */
	remove({ pool }) {
		poolRecords(this.surroundings.store).delete(pool.id);
		this.pools.delete(pool.id);
		this.surroundings.store.clear(`${pool.id}/`);
	}
	open(configuration) {
		const pool = openUserPool(configuration, this.surroundings);
		this.pools.set(configuration.id, pool);
		return pool;
	}
};
// packages/cognito-emulator/src/test-controls/test-controls.ts
const outageRequest = strictObject({ mode: _enum(outageModes) });
const clockRequest = union([strictObject({ advanceSeconds: number().min(-4e9).max(4e9) }), strictObject({ now: datetime({ offset: true }) })]);
const credentialsRequest = strictObject({ sessionToken: string() });
const byPath = {
	"/local/keys/rotate": async ({ pools }) => {
		for (const { signingKeys } of pools.all()) await signingKeys.rotate();
		return Object.fromEntries(pools.all().map(({ pool, signingKeys }) => [pool.id, signingKeys.jwks()]));
	},
	"/local/keys/outage": ({ outage }, body) => {
		const { mode } = parse(outageRequest, body);
		outage.set(mode);
		return { mode };
	},
	"/local/clock": ({ clock }, body) => {
		const change = parse(clockRequest, body);
		clock.set("now" in change ? new Date(change.now) : new Date(clock.now().getTime() + change.advanceSeconds * 1e3));
		return { now: clock.now().toISOString() };
	},
	"/local/credentials": ({ seal }, body) => {
		const session = seal.read(parse(credentialsRequest, body).sessionToken);
		if (session === void 0) throw invalidParameter("The session token was not made here.");
		return session;
	}
};
/** The test controls, `POST /local/...`: they change a running emulator for developers and tests. Pages of other origins may not. */
function testControlsRoute(controlled) {
	return async (request) => {
		const control = Object.hasOwn(byPath, request.path) ? byPath[request.path] : void 0;
		if (control === void 0) return void 0;
		return refusal(request) ?? jsonReply(await control(controlled, await jsonBody(request)));
	};
}
function refusal({ method, headers }) {
	if (method !== "POST") return textReply(405, "Use POST.", { allow: "POST" });
	return isSameOrigin(headers) ? void 0 : textReply(403, "Pages of other origins may not use the test controls.");
}
/** The JSON of a body; an empty object for none. */
async function jsonBody({ body }) {
	const text = (await body()).toString("utf8");
	if (text === "") return {};
	try {
		return JSON.parse(text);
	} catch {
		throw new CognitoError("SerializationException", "The body is not JSON.");
	}
}
function parse(schema, body) {
	const parsed = schema.safeParse(body);
	if (!parsed.success) throw invalidParameter(prettifyError(parsed.error));
	return parsed.data;
}
// packages/cognito-emulator/src/site.ts
/**
* Everything that an emulator answers, once every pool has its keys. To load this module is to load all operations, pages and
* schemas.
*/
async function openSite({ outage, installation, identityPool: template, seal, ...rest }) {
	const { store, clock, endpoint } = rest;
	const mailbox = new Mailbox(store.collection("messages"), clock);
	const pools = new UserPools({
		...rest,
		mailbox
	});
	const pool = pools.withId(installation.poolId);
	const identityPool = new IdentityPool(installation.identityPoolId, template, seal, store, pool, clock, endpoint);
	await pools.ready();
	return {
		call: (request) => request.target?.startsWith("AWSCognitoIdentityService.") === true ? callIdentityOperation(identityPool, request) : callOperation(operations, pools, request),
		handlers: [
			outage.handler,
			wellKnownRoute(pools, {
				poolId: installation.poolId,
				address: endpoint
			}),
			startPage(pools),
			mailboxPage(mailbox),
			domains(pool, pools, operations),
			identityKeysRoute(identityPool),
			testControlsRoute({
				pools,
				outage,
				clock,
				seal
			})
		]
	};
}
export { openSite };

//# sourceMappingURL=site-oVo3aani.js.map
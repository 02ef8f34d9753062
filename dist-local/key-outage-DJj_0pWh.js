import "./rolldown-runtime-D1FWID1c.js";
import { createHash, createHmac, getDiffieHellman, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
// packages/cognito-emulator/src/clock.ts
/** The machine's time. A pending `after` does not keep the process alive. */
const systemClock = {
	now: () => /* @__PURE__ */ new Date(),
	after(milliseconds, run) {
		const timer = setTimeout(run, milliseconds).unref();
		return () => {
			clearTimeout(timer);
		};
	}
};
/** Whole seconds since the epoch: JWT's NumericDate (RFC 7519, section 2). */
function epochSeconds(clock) {
	return Math.floor(clock.now().getTime() / 1e3);
}
// packages/cognito-emulator/src/cognito-error.ts
/** An answer that is an error: its AWS name, the text the caller reads, and the HTTP status (400 but for a few). */
var CognitoError = class extends Error {
	constructor(name, message, status = 400) {
		super(message);
		this.status = status;
		this.name = name;
	}
};
/** Wrong password, disabled user, revoked token, bad secret hash (COGNITO A7). */
function notAuthorized(message) {
	return new CognitoError("NotAuthorizedException", message);
}
/** A parameter is missing, malformed, or not allowed here. */
function invalidParameter(message) {
	return new CognitoError("InvalidParameterException", message);
}
/** A pool, client or group that does not exist. */
function resourceNotFound(message) {
	return new CognitoError("ResourceNotFoundException", message);
}
/** What a wrong password and an unknown user share, so that neither tells which (prevent_user_existence_errors). */
function incorrectCredentials() {
	return notAuthorized("Incorrect username or password.");
}
/** What an unknown user name is answered with by clients that do not hide who has an account. */
function unknownUsername() {
	return new CognitoError("UserNotFoundException", "Username/client id combination not found.");
}
// packages/cognito-emulator/src/http/exchange.ts
/** A page of a string; what it may load and where its forms may lead is said by `policy`. */
function pageReply(body, { status = 200, policy }) {
	return {
		status,
		headers: {
			"content-type": "text/html; charset=utf-8",
			"content-security-policy": policy,
			"referrer-policy": "same-origin",
			"cache-control": "no-store"
		},
		body
	};
}
/** JSON that nobody keeps, unless `headers` say otherwise. */
function jsonReply(value, { status = 200, headers = {} } = {}) {
	return {
		status,
		headers: {
			"content-type": "application/json;charset=UTF-8",
			"cache-control": "no-store",
			...headers
		},
		body: JSON.stringify(value)
	};
}
/** 303 to the page that a posted form has led to. */
function seeOther(location) {
	return {
		status: 303,
		headers: {
			location,
			"cache-control": "no-store"
		},
		body: ""
	};
}
/** 302 to another address; `location` has to be known good. */
function redirectReply(location, cookies = []) {
	return {
		status: 302,
		headers: {
			location,
			"cache-control": "no-store",
			"set-cookie": [...cookies]
		},
		body: ""
	};
}
/** A sentence. */
function textReply(status, text, headers = {}) {
	return {
		status,
		headers: {
			"content-type": "text/plain; charset=utf-8",
			...headers
		},
		body: text
	};
}
// packages/cognito-emulator/src/http/own-origin.ts
/** Whether a Host header names this machine by a loopback name: any other may have been rebound to it by a web page's DNS. */
function isLoopbackHost(host) {
	const name = (host ?? "").replace(/:\d+$/, "");
	return name === "127.0.0.1" || name === "localhost";
}
/**
* Whether a request that changes something comes from this server's own pages, or from no page at all: browsers send Origin
* with every POST, and Sec-Fetch-Site with every request.
*/
function isSameOrigin({ host, origin, "sec-fetch-site": site }) {
	if (site !== void 0 && site !== "same-origin" && site !== "none") return false;
	return origin === void 0 || origin === `http://${host ?? ""}`;
}
// packages/cognito-emulator/src/srp/srp-group.ts
/** The 3072-bit group of RFC 5054 (Appendix A), whose prime is RFC 3526's group 15; Cognito and its clients use no other. */
const prime = BigInt(`0x${getDiffieHellman("modp15").getPrime("hex")}`);
const generator = 2n;
/** Big-endian bytes with a leading zero when the top bit is set: how Cognito's clients write numbers before hashing. */
function padded(value) {
	const hex = value.toString(16);
	const even = hex.length % 2 === 0 ? hex : `0${hex}`;
	return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex");
}
function sha256(...parts) {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return hash.digest();
}
function toBigInt(bytes) {
	return BigInt(`0x${bytes.toString("hex")}`);
}
/** `base ** exponent` modulo the group's prime, by squaring. */
function power(base, exponent) {
	let result = 1n;
	let square = modulo(base);
	for (let rest = exponent; rest > 0n; rest >>= 1n) {
		if (rest & 1n) result = result * square % prime;
		square = square * square % prime;
	}
	return result;
}
/** The remainder modulo the prime, never negative. */
function modulo(value) {
	const remainder = value % prime;
	return remainder < 0n ? remainder + prime : remainder;
}
/** The multiplier k = H(N | PAD(g)) of SRP-6a, with Cognito's padding. */
const multiplier = toBigInt(sha256(padded(prime), padded(generator)));
// packages/cognito-emulator/src/pool/clients.ts
const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
/** `length` random letters and digits, as AWS writes its ids. */
function randomId(length) {
	return Array.from({ length }, () => alphabet[randomInt(36)]).join("");
}
/** The app clients of one pool. */
var Clients = class {
	constructor(records, clock) {
		this.records = records;
		this.clock = clock;
	}
	find(clientId) {
		return this.records.get(clientId);
	}
	/** Throws ResourceNotFoundException for a client of another pool, or of none. */
	withId(clientId) {
		const client = this.find(clientId);
		if (client === void 0) throw resourceNotFound(`User pool client ${clientId} does not exist.`);
		return client;
	}
	all() {
		return [...this.records.values()];
	}
	/** Adds a client under a new id, with a new secret when it is to have one. */
	add(template, { generateSecret }) {
		const createdAt = this.clock.now().toISOString();
		const client = {
			id: randomId(26),
			...template,
			...generateSecret && {
				secret: newClientSecret(),
				secretCreatedAt: createdAt
			},
			createdAt
		};
		this.records.put(client.id, client);
		return client;
	}
	/** Changes a client; throws ResourceNotFoundException. */
	update(clientId, changes) {
		const client = {
			...this.withId(clientId),
			...changes,
			modifiedAt: this.clock.now().toISOString()
		};
		this.records.put(client.id, client);
		return client;
	}
	remove(clientId) {
		this.records.delete(clientId);
	}
};
/** 51 characters, as Cognito's are. */
function newClientSecret() {
	return randomBytes(39).toString("base64url").slice(0, 51);
}
/** The secrets that prove a client: none for a public one, two while it changes over. */
function secretsOf({ secret, secondSecret }) {
	return [secret, secondSecret?.value].filter((value) => value !== void 0);
}
/** Whether a client proves itself: with one of its secrets, or, being public, with none. */
function provesSecret(client, given) {
	if (client.secret === void 0) return given === void 0;
	return secretsOf(client).some((secret) => timingSafeEqual(sha256(secret), sha256(given ?? "")));
}
/**
* Checks SECRET_HASH = Base64(HMAC-SHA256(client secret, username + client id)) as the AWS page "Computing secret hash
* values" defines it. Throws NotAuthorizedException when it is missing, wrong, or sent for a client without a secret.
*/
function requireSecretHash(client, username, secretHash) {
	if (client.secret === void 0) {
		if (secretHash === void 0) return;
		throw notAuthorized(`Client ${client.id} is not configured for secret but secret hash was received`);
	}
	if (secretHash === void 0) throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
	const actual = Buffer.from(secretHash, "base64");
	if (!secretsOf(client).some((secret) => {
		const expected = createHmac("sha256", secret).update(`${username}${client.id}`).digest();
		return actual.length === expected.length && timingSafeEqual(actual, expected);
	})) throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}
// packages/cognito-emulator/src/pool/groups.ts
const noGroups = {
	groups: [],
	roles: [],
	preferredRole: void 0
};
/** The groups of one pool. */
var Groups = class {
	constructor(records, clock) {
		this.records = records;
		this.clock = clock;
	}
	/** Throws ResourceNotFoundException for a group that does not exist. */
	named(name) {
		const group = this.records.get(name);
		if (group === void 0) throw resourceNotFound("Group not found.");
		return group;
	}
	has(name) {
		return this.records.get(name) !== void 0;
	}
	/** Throws GroupExistsException for a name in use. */
	add(group) {
		if (this.has(group.name)) throw new CognitoError("GroupExistsException", "A group with the name already exists.");
		const now = this.clock.now().toISOString();
		const created = {
			...group,
			createdAt: now,
			modifiedAt: now
		};
		this.records.put(group.name, created);
		return created;
	}
	/**
	* The groups and roles of a user (COGNITO T2). The lowest precedence is the highest priority, none is the lowest; groups of
	* one precedence with different roles prefer none (AWS, API reference of CreateGroup).
	*/
	configurationOf(names) {
		const withRole = names.flatMap((name) => {
			const { roleArn, precedence = Infinity } = this.records.get(name) ?? {};
			return roleArn === void 0 ? [] : [{
				roleArn,
				precedence
			}];
		});
		const first = Math.min(...withRole.map(({ precedence }) => precedence));
		const candidates = new Set(withRole.filter(({ precedence }) => precedence === first).map(({ roleArn }) => roleArn));
		const [preferredRole] = candidates.size === 1 ? candidates : [];
		return {
			groups: names,
			roles: [...new Set(withRole.map(({ roleArn }) => roleArn))],
			preferredRole
		};
	}
	/** Everything, in the order of creation. */
	all() {
		return [...this.records.values()];
	}
	/** Throws ResourceNotFoundException. */
	update(name, changes) {
		const changed = {
			...this.named(name),
			...changes,
			modifiedAt: this.clock.now().toISOString()
		};
		this.records.put(name, changed);
		return changed;
	}
	remove(name) {
		this.records.delete(name);
	}
};
// packages/cognito-emulator/src/pool/pool-records.ts
/** The configurations of all pools. */
function poolRecords(store) {
	return store.collection("user-pools");
}
/** A collection of one pool's own. */
function poolCollection(store, poolId, kind) {
	return store.collection(`${poolId}/${kind}`);
}
/** Records a pool under a new id. */
function addPoolRecord(store, clock, template) {
	const configuration = {
		...template,
		id: `${template.region}_${randomId(9)}`,
		createdAt: clock.now().toISOString()
	};
	poolRecords(store).put(configuration.id, configuration);
	return configuration;
}
// packages/cognito-emulator/src/test-controls/key-outage.ts
/** How the published keys can fail; `none` ends an outage. */
const outageModes = [
	"none",
	"refused",
	"500",
	"hang",
	"drip",
	"empty",
	"garbage",
	"huge"
];
const dripMilliseconds = 500;
const hugeBytes = 67108864;
const chunk = Buffer.alloc(65536, " ");
/**
* Outages of the JWKS endpoint of every pool, for tests of those who verify tokens. The port stays open for everything else,
* so `refused` resets the connection after it was accepted: to a client that is the same failed fetch.
*/
var KeyOutage = class {
	/** `clock` is for the pace of `drip`, which is the network's and not the pool's. */
	constructor(clock) {
		this.clock = clock;
		this.mode = "none";
		this.held = /* @__PURE__ */ new Set();
		this.handler = ({ method, path }) => method === "GET" && path.endsWith("/.well-known/jwks.json") ? this.answer() : void 0;
	}
	/** Changes the mode; answers that an earlier one holds back are cut off. */
	set(mode) {
		this.mode = mode;
		for (const response of this.held) response.destroy();
	}
	answer() {
		switch (this.mode) {
			case "none": return;
			case "500": return textReply(500, "Internal Server Error");
			case "empty": return textReply(200, "{\"keys\":[]}", { "content-type": "application/json" });
			case "garbage": return textReply(200, "{\"keys\":[{\"kid\":", { "content-type": "application/json" });
			case "refused": return { takeOver: (response) => response.socket?.resetAndDestroy() };
			case "hang": return { takeOver: (response) => {
				this.hold(response);
			} };
			case "drip": return { takeOver: (response) => {
				this.drip(response);
			} };
			case "huge": return { takeOver: (response) => {
				this.flood(response);
			} };
		}
	}
	hold(response) {
		this.held.add(response);
		response.once("close", () => this.held.delete(response));
	}
	drip(response) {
		this.hold(response);
		response.writeHead(200, { "content-type": "application/json" });
		let cancel = () => void 0;
		const drop = () => {
			response.write(" ");
			cancel = this.clock.after(dripMilliseconds, drop);
		};
		drop();
		response.once("close", () => {
			cancel();
		});
	}
	flood(response) {
		this.hold(response);
		response.writeHead(200, { "content-type": "application/json" });
		let left = hugeBytes;
		const pour = () => {
			while (left > 0) {
				left -= chunk.length;
				if (!response.write(chunk)) return;
			}
			response.end("{\"keys\":[]}");
		};
		response.on("drain", pour);
		pour();
	}
};
export { notAuthorized as A, pageReply as C, CognitoError as D, textReply as E, unknownUsername as M, epochSeconds as N, incorrectCredentials as O, systemClock as P, jsonReply as S, seeOther as T, prime as _, poolRecords as a, isLoopbackHost as b, Clients as c, requireSecretHash as d, generator as f, power as g, padded as h, poolCollection as i, resourceNotFound as j, invalidParameter as k, newClientSecret as l, multiplier as m, outageModes as n, Groups as o, modulo as p, addPoolRecord as r, noGroups as s, KeyOutage as t, provesSecret as u, sha256 as v, redirectReply as w, isSameOrigin as x, toBigInt as y };

//# sourceMappingURL=key-outage-DJj_0pWh.js.map
import "./rolldown-runtime-D1FWID1c.js";
import { D as CognitoError, E as textReply, P as systemClock, a as poolRecords, b as isLoopbackHost, c as Clients, i as poolCollection, o as Groups, r as addPoolRecord, t as KeyOutage } from "./key-outage-DJj_0pWh.js";
import { c as writePrivateFile, n as removeStackFile, s as StartError } from "./stack-file-DI_9fDZf.js";
import { join, relative } from "node:path";
import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { chmodSync, closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createServer as createServer$1 } from "node:net";
// packages/cognito-emulator/src/http/listen.ts
const loopback = "127.0.0.1";
/** The port that was asked for is in use by another process. */
var PortTakenError = class extends Error {
	constructor(port) {
		super(`Port ${port} of ${loopback} is taken: stop what uses it, or choose another port.`);
		this.port = port;
		this.name = "PortTakenError";
	}
};
/** Listens on the loopback interface, on a free port for 0; gives the port. Throws PortTakenError. */
function listen(server, port) {
	return new Promise((resolve, reject) => {
		server.once("error", (error) => {
			reject(error.code === "EADDRINUSE" ? new PortTakenError(port) : error);
		});
		server.listen({
			host: loopback,
			port,
			exclusive: true
		}, () => {
			const address = server.address();
			resolve(typeof address === "object" && address !== null ? address.port : port);
		});
	});
}
/** Stops accepting, lets the requests in flight finish, and closes idle connections. */
function close(server) {
	return new Promise((resolve) => {
		server.close(() => {
			resolve();
		});
		server.closeIdleConnections();
	});
}
// packages/cognito-emulator/src/http/request-body.ts
const limitInBytes = 1048576;
/** The whole body of a request; throws RequestEntityTooLargeException (413) beyond 1 MiB, without keeping the rest. */
async function readBody(request) {
	const chunks = [];
	let length = 0;
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		length += chunk.length;
		if (length > limitInBytes) throw new CognitoError("RequestEntityTooLargeException", "Request is too large", 413);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
// packages/cognito-emulator/src/http/server.ts
const exposedHeaders = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";
/**
* A server for a site, not yet listening; requests that come before the site is there wait for it. It answers only under a
* loopback name, so that no web page can rebind one to it.
*/
function createCognitoServer(site) {
	const server = createServer((request, response) => {
		site().then((opened) => answer(opened, request, response)).catch((error) => {
			sendError(response, error);
		});
	});
	server.requestTimeout = 6e4;
	server.headersTimeout = 5e4;
	server.keepAliveTimeout = 65e3;
	return server;
}
async function answer(site, request, response) {
	response.setHeader("x-amzn-requestid", randomUUID());
	response.setHeader("x-content-type-options", "nosniff");
	if (!isLoopbackHost(request.headers.host)) {
		sendReply(response, textReply(421, "This server answers at 127.0.0.1 only."));
		return;
	}
	const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s);
	if (request.method === "OPTIONS" && path === "/") preflight(response);
	else if (request.method === "POST" && path === "/") await answerCall(site, request, response);
	else await answerRequest(site, {
		path,
		query
	}, request, response);
}
/** Asks one handler after the other. */
async function answerRequest({ handlers }, { path, query }, request, response) {
	const asked = {
		method: request.method === "HEAD" ? "GET" : request.method ?? "",
		path,
		query: new URLSearchParams(query),
		headers: request.headers,
		body: () => readBody(request)
	};
	for (const handler of handlers) {
		const reply = await handler(asked);
		if (reply === void 0) continue;
		if ("takeOver" in reply) reply.takeOver(response);
		else sendReply(response, reply);
		return;
	}
	sendReply(response, textReply(404, "Not found"));
}
async function answerCall(site, request, response) {
	response.setHeader("access-control-allow-origin", "*");
	response.setHeader("access-control-expose-headers", exposedHeaders);
	const target = request.headers["x-amz-target"];
	const result = await site.call({
		target: typeof target === "string" ? target : void 0,
		authorization: request.headers.authorization,
		body: await readBody(request)
	});
	response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
	response.end(JSON.stringify(result));
}
/**
* As Cognito answers a browser's CORS preflight: any origin, the SDK's headers. Only Authorization is not among them, so that no
* page that a developer visits can call an operation that is meant for servers.
*/
function preflight(response) {
	response.writeHead(200, {
		"access-control-allow-origin": "*",
		"access-control-allow-methods": "POST",
		"access-control-allow-headers": "Cache-Control,Content-Type,X-Amz-Content-Sha256,X-Amz-Date,X-Amz-Security-Token,X-Amz-Target,X-Amz-User-Agent,Amz-Sdk-Invocation-Id,Amz-Sdk-Request",
		"access-control-expose-headers": exposedHeaders,
		"access-control-max-age": "172800"
	});
	response.end();
}
/** The error as the protocol writes it; one that nobody foresaw tells nothing of itself. */
function sendError(response, error) {
	if (response.headersSent) {
		response.destroy();
		return;
	}
	const { name, message, status } = error instanceof CognitoError ? error : new CognitoError("InternalErrorException", "Internal server error", 500);
	response.writeHead(status, {
		"content-type": "application/x-amz-json-1.1",
		"x-amzn-errortype": `${name}:`,
		"x-amzn-errormessage": message.replaceAll(/[^ -~]/g, " ").slice(0, 1024),
		...status === 413 && { connection: "close" }
	});
	response.end(JSON.stringify({
		__type: name,
		message
	}));
}
function sendReply(response, { status, headers, body }) {
	response.writeHead(status, headers);
	response.end(body);
}
// packages/cognito-emulator/src/identity-pool/credentials.ts
/**
* Makes and reads temporary credentials. Their session token is a readable statement, base64url of JSON, with a seal behind it:
* whoever holds the key, a stand-in for S3 for one, can tell who asks, with which tags, and the secret key that signed.
*/
var CredentialSeal = class {
	constructor(key) {
		this.key = key;
	}
	make(statement) {
		const accessKeyId = `ASIA${randomBytes(10).toString("hex").slice(0, 16).toUpperCase()}`;
		const payload = Buffer.from(JSON.stringify({
			accessKeyId,
			...statement
		})).toString("base64url");
		return {
			AccessKeyId: accessKeyId,
			SecretKey: this.secretKeyOf(accessKeyId),
			SessionToken: `${payload}.${this.seal(payload)}`,
			Expiration: statement.expiration
		};
	}
	/** What a session token of this seal says; undefined for one that is forged or altered. Looks at no time. */
	read(sessionToken) {
		const [payload = "", given = ""] = sessionToken.split(".");
		const expected = Buffer.from(this.seal(payload));
		const actual = Buffer.from(given);
		if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return void 0;
		return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
	}
	/** The secret key that belongs to an access key. */
	secretKeyOf(accessKeyId) {
		return this.mac(`secret-key:${accessKeyId}`).toString("base64").slice(0, 40);
	}
	seal(payload) {
		return this.mac(`session:${payload}`).toString("base64url");
	}
	mac(text) {
		return createHmac("sha256", this.key).update(text).digest();
	}
};
// packages/cognito-emulator/src/templates.ts
/** The first pool, where the options say nothing else: users sign in by e-mail address, and MFA is a choice. */
const defaultPool = {
	name: "local",
	usernameAttributes: ["email"],
	passwordPolicy: {
		minimumLength: 8,
		requireUppercase: true,
		requireLowercase: true,
		requireNumbers: true,
		requireSymbols: false,
		temporaryPasswordValidityDays: 7
	},
	customAttributes: [],
	preTokenGenerationVersion: "V2_0",
	mfaConfiguration: "OPTIONAL",
	softwareTokenMfaEnabled: true,
	requiredAttributes: ["email"],
	autoVerifiedAttributes: ["email"],
	adminCreateUserOnly: false,
	deletionProtection: "INACTIVE",
	attributesRequiringVerification: ["email"]
};
/** A public client that signs in by SRP or password, where the options say nothing else. */
const defaultClient = {
	generateSecret: false,
	explicitAuthFlows: [
		"ALLOW_USER_SRP_AUTH",
		"ALLOW_USER_PASSWORD_AUTH",
		"ALLOW_REFRESH_TOKEN_AUTH"
	],
	accessTokenSeconds: 3600,
	idTokenSeconds: 3600,
	refreshTokenSeconds: 2592e3,
	preventUserExistenceErrors: "ENABLED",
	callbackUrls: [],
	logoutUrls: [],
	allowedOAuthFlows: [],
	allowedOAuthScopes: []
};
// packages/cognito-emulator/src/installation.ts
/**
* Reads the installation that a store holds and adds what is missing. It uses the records alone, so that a start knows its ids
* before the code that serves requests is loaded.
*/
function ensureInstallation(store, clock, options) {
	const { id: poolId, region } = ensurePool(store, clock, options);
	const groups = new Groups(poolCollection(store, poolId, "groups"), clock);
	for (const group of options.groups) if (!groups.has(group.name)) groups.add(group);
	return {
		poolId,
		region,
		clients: ensureClients(store, clock, poolId, options),
		identityPoolId: identityPoolSetting(store, "id", () => `${region}:${randomUUID()}`),
		sealKey: identityPoolSetting(store, "seal", () => randomBytes(32).toString("base64"))
	};
}
/** The pool of that name, created when it does not exist. */
function ensurePool(store, clock, { region, pool }) {
	const template = {
		...defaultPool,
		...pool,
		region
	};
	return [...poolRecords(store).values()].find(({ name }) => name === template.name) ?? addPoolRecord(store, clock, template);
}
function ensureClients(store, clock, poolId, { clients: templates }) {
	const clients = new Clients(poolCollection(store, poolId, "clients"), clock);
	const existing = new Map(clients.all().map((client) => [client.name, client]));
	const ensure = (name, changes) => {
		const { generateSecret, ...template } = {
			...defaultClient,
			...changes
		};
		return existing.get(name) ?? clients.add({
			...template,
			name
		}, { generateSecret });
	};
	return new Map(Object.entries(templates).map(([name, changes]) => [name, ensure(name, changes)]));
}
function identityPoolSetting(store, name, make) {
	const settings = store.collection("identity-pool/settings");
	const value = settings.get(name) ?? make();
	if (settings.get(name) === void 0) settings.put(name, value);
	return value;
}
// packages/cognito-emulator/src/state/journal.ts
/** A journal that forgets: for state that lives in memory only. */
const noJournal = {
	append: () => void 0,
	rewrite: () => void 0,
	close: () => void 0
};
/**
* An append-only file of one JSON line a change. A line is written before its request is answered, so that a kill at any
* moment loses nothing that was acknowledged: at worst the last line is cut short, and a cut line was never acknowledged.
*/
var FileJournal = class FileJournal {
	constructor(directory, path, recovered, completeBytes) {
		this.directory = directory;
		this.path = path;
		this.recovered = recovered;
		this.descriptor = openSync(path, "r+");
		this.length = completeBytes;
		ftruncateSync(this.descriptor, completeBytes);
	}
	/** Opens (or starts) the journal of a directory, readable by its owner only. Throws on a line that is not a change. */
	static open(directory) {
		mkdirSync(directory, {
			recursive: true,
			mode: 448
		});
		const path = join(directory, "cognito.jsonl");
		closeSync(openSync(path, "a", 384));
		const bytes = readFileSync(path);
		const complete = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
		const lines = complete.toString("utf8").split("\n").filter((line) => line !== "");
		return new FileJournal(directory, path, lines.map(parseChange(path)), complete.length);
	}
	append(change) {
		const line = Buffer.from(`${JSON.stringify(change)}\n`);
		try {
			if (writeSync(this.descriptor, line, 0, line.length, this.length) !== line.length) throw new Error("disk full");
		} catch (error) {
			ftruncateSync(this.descriptor, this.length);
			throw error;
		}
		this.length += line.length;
	}
	rewrite(changes) {
		const temporary = `${this.path}.new`;
		const text = Buffer.from(Array.from(changes, (change) => `${JSON.stringify(change)}\n`).join(""));
		const next = openSync(temporary, "w+", 384);
		for (let written = 0; written < text.length;) written += writeSync(next, text, written);
		fsyncSync(next);
		renameSync(temporary, this.path);
		syncDirectory(this.directory);
		closeSync(this.descriptor);
		this.descriptor = next;
		this.length = text.length;
	}
	close() {
		fsyncSync(this.descriptor);
		closeSync(this.descriptor);
	}
};
function parseChange(path) {
	return (line, index) => {
		try {
			const change = JSON.parse(line);
			if (isChange(change)) return change;
		} catch {}
		throw new Error(`${path} is damaged at line ${index + 1}: restore it, or remove it to start with an empty user pool`);
	};
}
function isChange(value) {
	return Array.isArray(value) && value.length >= 2 && typeof value[0] === "string" && typeof value[1] === "string";
}
/** A rename is durable only once its directory is. */
function syncDirectory(directory) {
	const descriptor = openSync(directory, "r");
	fsyncSync(descriptor);
	closeSync(descriptor);
}
// packages/cognito-emulator/src/state/store.ts
const compactAfterLines = 1e4;
/**
* The whole state of the emulator: named collections of JSON records in memory, each change written to a journal first.
* Changes are single records, so whoever changes several orders the writes to leave every prefix of them harmless.
*/
var Store = class Store {
	constructor(journal) {
		this.journal = journal;
		this.collections = /* @__PURE__ */ new Map();
		this.appended = 0;
	}
	/** State kept under `directory`; with none, in memory only. */
	static open(directory) {
		if (directory === void 0) return new Store(noJournal);
		const journal = FileJournal.open(directory);
		const store = new Store(journal);
		for (const change of journal.recovered) store.apply(change);
		if (journal.recovered.length > store.recordCount()) store.compact();
		return store;
	}
	collection(name) {
		const records = this.records(name);
		return {
			get: (key) => records.get(key),
			put: (key, record) => {
				this.write([
					name,
					key,
					record
				]);
			},
			delete: (key) => {
				if (records.has(key)) this.write([name, key]);
			},
			values: () => records.values(),
			get size() {
				return records.size;
			}
		};
	}
	/** Removes every record of the collections whose names begin so. */
	clear(prefix) {
		for (const [name, records] of this.collections) {
			if (!name.startsWith(prefix)) continue;
			for (const key of [...records.keys()]) this.write([name, key]);
		}
	}
	close() {
		this.journal.close();
	}
	write(change) {
		this.journal.append(change);
		this.apply(change);
		this.appended += 1;
		if (this.appended > compactAfterLines && this.appended > 4 * this.recordCount()) this.compact();
	}
	apply([name, key, value]) {
		if (value === void 0) this.records(name).delete(key);
		else this.records(name).set(key, value);
	}
	compact() {
		this.journal.rewrite(this.changes());
		this.appended = 0;
	}
	*changes() {
		for (const [name, records] of this.collections) for (const [key, value] of records) yield [
			name,
			key,
			value
		];
	}
	recordCount() {
		return [...this.collections.values()].reduce((sum, records) => sum + records.size, 0);
	}
	records(name) {
		const existing = this.collections.get(name);
		if (existing !== void 0) return existing;
		const records = /* @__PURE__ */ new Map();
		this.collections.set(name, records);
		return records;
	}
};
// packages/cognito-emulator/src/test-controls/adjustable-clock.ts
/** A clock that runs as another does, and can be put forward or back while it runs; what then is due runs at once. */
var AdjustableClock = class {
	constructor(base) {
		this.base = base;
		this.ahead = 0;
		this.waiting = /* @__PURE__ */ new Set();
	}
	now() {
		return new Date(this.base.now().getTime() + this.ahead);
	}
	after(milliseconds, run) {
		const cancelBase = this.base.after(milliseconds, () => {
			fire();
		});
		const entry = {
			at: this.now().getTime() + milliseconds,
			run: () => {
				fire();
			}
		};
		const cancel = () => {
			cancelBase();
			this.waiting.delete(entry);
		};
		const fire = () => {
			cancel();
			run();
		};
		this.waiting.add(entry);
		return cancel;
	}
	/** Sets the time that it is. */
	set(now) {
		this.ahead = now.getTime() - this.base.now().getTime();
		for (const entry of [...this.waiting]) if (entry.at <= now.getTime()) entry.run();
	}
};
// packages/cognito-emulator/src/cognito.ts
/**
* Starts the emulator on 127.0.0.1, with the ids, keys and users of earlier starts when `directory` holds them. Requests are
* accepted at once; the first ones wait until the operations are loaded and the keys of a new pool are made.
*
* @throws PortTakenError when another process uses the port
*/
async function startCognito(options = {}) {
	const { region = "us-east-1", lambdaEndpoint, pool = {}, groups = [], identityPool = {} } = options;
	const templates = options.clients ?? { web: {} };
	const clock = new AdjustableClock(options.clock ?? systemClock);
	const outage = new KeyOutage(systemClock);
	let site = () => Promise.reject(/* @__PURE__ */ new Error("starting"));
	const server = createCognitoServer(() => site());
	const endpoint = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
	try {
		const store = Store.open(options.directory);
		const installation = ensureInstallation(store, clock, {
			region,
			pool,
			clients: templates,
			groups
		});
		const { poolId: userPoolId, identityPoolId } = installation;
		const seal = new CredentialSeal(installation.sealKey);
		const opening = afterThisTurn({
			store,
			region,
			clock,
			triggers: {
				handlers: options.triggers ?? {},
				lambdaEndpoint
			},
			endpoint,
			outage,
			installation,
			identityPool,
			seal
		});
		site = () => opening;
		return {
			endpoint,
			issuer: `${endpoint}/${userPoolId}`,
			region: installation.region,
			userPoolId,
			identityPoolId,
			readCredentials: (sessionToken) => {
				const session = seal.read(sessionToken);
				return session && {
					...session,
					secretAccessKey: seal.secretKeyOf(session.accessKeyId)
				};
			},
			clients: appClients(installation),
			stop: async () => {
				outage.set("none");
				await close(server);
				await opening.finally(() => {
					store.close();
				});
			}
		};
	} catch (error) {
		await close(server);
		throw error;
	}
}
function appClients({ clients }) {
	return Object.fromEntries([...clients].map(([name, { id, secret }]) => [name, secret === void 0 ? { id } : {
		id,
		secret
	}]));
}
/**
* Opens the site in a later turn of the event loop, after the caller has the addresses: loading every operation and, for a new
* pool, making its RSA keys take several times as long as everything before. Requests wait for it.
*/
function afterThisTurn(options) {
	const opening = new Promise((resolve) => setImmediate(resolve)).then(async () => {
		const { openSite } = await import("./site-oVo3aani.js");
		return openSite(options);
	});
	opening.catch(() => void 0);
	return opening;
}
// local/portal-pool.ts
const standardAttributes = [
	"email",
	"name",
	"given_name",
	"family_name",
	"phone_number",
	"locale",
	"zoneinfo"
];
const client = {
	readAttributes: [
		...standardAttributes,
		"email_verified",
		"phone_number_verified",
		"custom:clinic_id",
		"custom:role"
	],
	writeAttributes: standardAttributes
};
/** The portal's user pool: `portal-users-{env}` as it is for development. */
const portalPool = {
	name: "portal-users-local",
	customAttributes: [{
		name: "custom:clinic_id",
		mutable: true,
		maxLength: 50
	}, {
		name: "custom:role",
		mutable: true,
		maxLength: 256
	}]
};
/** The portal's three app clients: two public ones, and one whose secret never reaches a browser. */
const portalClients = {
	web: {
		...client,
		explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
		callbackUrls: ["http://localhost:5173/callback"],
		logoutUrls: ["http://localhost:5173"],
		allowedOAuthFlows: ["code"],
		allowedOAuthScopes: [
			"email",
			"openid",
			"profile",
			"aws.cognito.signin.user.admin"
		]
	},
	mobile: {
		...client,
		explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
	},
	server: {
		...client,
		generateSecret: true,
		explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
	}
};
/** The groups that exist from the start, in order of precedence. */
const portalGroups = [
	"admin",
	"clinic-staff",
	"billing"
];
/** Starts the emulator with the portal's pool, app clients, groups and identity pool. Throws PortTakenError. */
async function startPortalCognito(options = {}) {
	const cognito = await startCognito({
		...options,
		pool: {
			...portalPool,
			...options.pool
		},
		clients: {
			web: {
				...portalClients.web,
				...options.clients?.web
			},
			mobile: {
				...portalClients.mobile,
				...options.clients?.mobile
			},
			server: {
				...portalClients.server,
				...options.clients?.server
			}
		},
		groups: portalGroups.map((name, precedence) => ({
			name,
			precedence
		})),
		identityPool: { principalTags: {
			client: "aud",
			clinic_id: "custom:clinic_id",
			sub: "sub"
		} }
	});
	const { web, mobile, server } = cognito.clients;
	return {
		...cognito,
		clients: {
			web,
			mobile,
			server: {
				id: server.id,
				secret: server.secret ?? ""
			}
		}
	};
}
// local/processes/process-table.ts
/**
* Says when a process started, or nothing when it is gone (a zombie is gone: it holds no file and no port).
* Linux tells through /proc, other systems through `ps`.
*/
function startOf(pid, proc = "/proc") {
	if (!existsSync(proc)) return startFromPs(pid);
	const stat = readIfPresent(`${proc}/${pid}/stat`);
	const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
	return fields === void 0 || fields[0] === "Z" ? void 0 : fields[19];
}
/** The command line of a running process, its words joined by spaces; nothing when the process is gone. */
function commandLineOf(pid, proc = "/proc") {
	if (!existsSync(proc)) return ps(pid, "args=");
	return readIfPresent(`${proc}/${pid}/cmdline`)?.split("\0").join(" ").trim();
}
/** True while the very process that was marked still runs. */
function isRunning(mark) {
	return startOf(mark.pid) === mark.startedAt;
}
/** Marks this very process. */
function markOfThisProcess() {
	return {
		pid: process.pid,
		startedAt: startOf(process.pid) ?? ""
	};
}
function startFromPs(pid) {
	const answer = ps(pid, "state=,lstart=");
	return answer === void 0 || answer.startsWith("Z") ? void 0 : answer.replace(/^\S+\s+/, "").replace(/\W+/g, "-");
}
function ps(pid, format) {
	try {
		const answer = execFileSync("ps", [
			"-o",
			format,
			"-p",
			String(pid)
		], {
			encoding: "utf8",
			env: {
				...process.env,
				LC_ALL: "C"
			},
			stdio: [
				"ignore",
				"pipe",
				"ignore"
			],
			timeout: 5e3
		}).trim();
		return answer === "" ? void 0 : answer;
	} catch {
		return;
	}
}
function readIfPresent(file) {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return;
	}
}
// local/processes/owner-lock.ts
/** Another running process holds the lock. */
var LockHeldError = class extends Error {
	constructor(owner) {
		super(`held by process ${owner.pid}`);
		this.owner = owner;
		this.name = "LockHeldError";
	}
};
/**
* Takes a lock in a directory for as long as this process lives.
*
* Every contender leaves a file that bears its own mark, then looks for other living ones. No file is ever shared, so
* that clearing away a dead owner's cannot hit a newcomer's: two processes never hold the lock together. Two that
* start in the same instant may both be refused, which is the safe side.
*
* @throws LockHeldError when a living process holds it, this one included.
*/
function takeLock(directory, name, self = markOfThisProcess()) {
	const own = join(directory, fileName(name, self));
	try {
		closeSync(openSync(own, "wx", 384));
	} catch (error) {
		if (error.code === "EEXIST") throw new LockHeldError(self);
		throw error;
	}
	for (const other of marksIn(directory, name)) {
		if (other.pid === self.pid && other.startedAt === self.startedAt) continue;
		if (isRunning(other)) {
			rmSync(own, { force: true });
			throw new LockHeldError(other);
		}
		rmSync(join(directory, fileName(name, other)), { force: true });
	}
	return { release: () => {
		rmSync(own, { force: true });
	} };
}
const fileName = (name, { pid, startedAt }) => `${name}.${pid}.${startedAt}.lock`;
function marksIn(directory, name) {
	return readdirSync(directory).flatMap((file) => {
		const [, owner, pid, startedAt] = /^(.+)\.(\d+)\.([\w-]+)\.lock$/.exec(file) ?? [];
		return owner === name && pid !== void 0 && startedAt !== void 0 ? [{
			pid: Number(pid),
			startedAt
		}] : [];
	});
}
// local/processes/ports.ts
/** Asks the system for a port that is free on loopback. Another process may still take it first: be ready to ask again. */
function freePort() {
	return tryPort(0, "127.0.0.1");
}
/**
* Listens for a moment to see whether one can.
*
* @returns the port, chosen by the system when 0 was asked for
* @throws the system's error: EADDRINUSE when it is taken, EACCES when it needs privileges
*/
function tryPort(port, host) {
	return new Promise((resolve, reject) => {
		const server = createServer$1();
		server.once("error", reject);
		server.listen({
			port,
			host,
			exclusive: true
		}, () => {
			const address = server.address();
			server.close(() => {
				if (address === null || typeof address === "string") reject(/* @__PURE__ */ new Error("the system named no port"));
				else resolve(address.port);
			});
		});
	});
}
// local/stack/claim-port.ts
/**
* Makes sure that a port can be had, or finds a free one for 0.
*
* @param variable the environment variable that says otherwise
* @throws StartError: one sentence that names the port and the variable
*/
async function claimPort(variable, port, host) {
	try {
		return await tryPort(port, host);
	} catch (error) {
		const { code } = error;
		const why = code === void 0 ? void 0 : reasons[code];
		throw new StartError(why === void 0 ? `Port ${port} of ${host} cannot be listened on (${code ?? String(error)}).` : `Port ${port} ${why}: set ${variable} to another port, or to 0 for any free one.`, { cause: error });
	}
}
const reasons = {
	EADDRINUSE: "is already in use",
	EACCES: "needs more privileges"
};
// local/stack/pool-file.ts
const fileIn = (directory) => join(directory, "cognito.json");
/** What programs need to know of a pool that runs alone. It holds a client's secret: mode 0600. */
function writePoolFile(directory, pool) {
	writePrivateFile(fileIn(directory), `${JSON.stringify(pool, void 0, 2)}\n`);
}
/** The file is there exactly while the pool is. */
function removePoolFile(directory) {
	rmSync(fileIn(directory), { force: true });
}
// local/stack/occupy.ts
/**
* Makes sure that nothing else runs on the data of a directory, and that the files which say what runs there are gone before
* and after.
*
* @throws StartError when something does
*/
function occupy(directory, life) {
	if (!existsSync(directory)) {
		mkdirSync(directory, { recursive: true });
		chmodSync(directory, 448);
	}
	try {
		const lock = takeLock(directory, "stack");
		life.onEnd(() => {
			lock.release();
		});
	} catch (error) {
		if (!(error instanceof LockHeldError)) throw error;
		throw new StartError(`A stack already runs in ${directory} (process ${error.owner.pid}): stop it, or set LOCAL_DIR to run another one.`, { cause: error });
	}
	removeFiles(directory);
	life.onEnd(() => {
		removeFiles(directory);
	});
}
function removeFiles(directory) {
	removeStackFile(directory);
	removePoolFile(directory);
}
// local/stack/pool-address.ts
/** Where a pool is and which ids its clients need, as `stack.json` and `cognito.json` say it. */
function poolAddress(cognito) {
	const { endpoint, issuer, region, userPoolId, identityPoolId } = cognito;
	const { web, mobile, server } = cognito.clients;
	return {
		endpoint,
		issuer,
		region,
		userPoolId,
		identityPoolId,
		clients: {
			web: web.id,
			mobile: mobile.id,
			server
		}
	};
}
// local/stack/lifetime.ts
/** What was started, to be stopped in the opposite order, whether the start came to its end or not. */
var Lifetime = class {
	constructor() {
		this.endings = [];
	}
	onEnd(ending) {
		this.endings.push(ending);
	}
	/** Stops everything; one that fails does not keep the others from being stopped. */
	async end() {
		const failures = [];
		for (let ending = this.endings.pop(); ending !== void 0; ending = this.endings.pop()) try {
			await ending();
		} catch (error) {
			failures.push(error);
		}
		if (failures.length > 0) throw new AggregateError(failures, "Not everything stopped cleanly.");
	}
};
// local/stack/run.ts
/**
* Brings something up, waits until it is told to stop or a part of it ends by itself, and ends all that was begun.
*
* @param bringUp registers with `life` whatever has to be ended, and with `end` what must not end by itself
* @returns the exit code: 0 when it was told to stop, 1 when it could not start or a part of it ended by itself
*/
async function runUntilStopped({ print, complain, signal }, bringUp) {
	const life = new Lifetime();
	const end = new EndOfRun(signal);
	let code = 0;
	try {
		await bringUp(life, end);
		await end.reached;
		if (!signal.aborted) throw new StartError(end.reason);
		print("\nStopping ...");
	} catch (error) {
		if (!signal.aborted) {
			complain(error instanceof StartError ? error.message : stackOf(error));
			code = 1;
		}
	}
	try {
		await life.end();
	} catch (error) {
		complain(stackOf(error));
		code = 1;
	}
	return code;
}
const stackOf = (error) => error instanceof Error ? error.stack ?? error.message : String(error);
/** The run ends when someone interrupts it or when a part of it ends by itself, whichever comes first. */
var EndOfRun = class {
	constructor(signal) {
		this.reason = "";
		this.reach = () => void 0;
		this.reached = new Promise((resolve) => {
			this.reach = resolve;
			if (signal.aborted) resolve();
			else signal.addEventListener("abort", this.reach, { once: true });
		});
	}
	because(reason) {
		this.reason ||= reason;
		this.reach();
	}
};
// local/stack/welcome.ts
/** What a newcomer needs next: where things are, who can sign in, and two lines to paste. */
function welcome(stack, directory, { freeSlot }, localDir) {
	const { api, cognito, dynamodb, users } = stack;
	return [
		"",
		"The clinic portal is running; Ctrl-C stops it.",
		"",
		...aligned([
			["API", api],
			["Documentation", `${api}/docs`],
			["User pool", cognito.endpoint],
			["Mailbox", `${cognito.endpoint}/local/messages`],
			["DynamoDB", `${dynamodb.endpoint} (table ${dynamodb.table})`],
			["Data and logs", `${shown(directory)}/ (server.log, stack.json)`]
		]),
		"",
		"Demo sign-ins",
		...aligned([[
			"e-mail",
			"password",
			"group",
			"clinic"
		], ...users.map(({ email, password, groups, clinicId }) => [
			email,
			password,
			groups.join(", "),
			clinicId ?? "all"
		])]),
		"",
		"Get a token, then book (paste into another terminal)",
		`  TOKEN=$(${variable(localDir)}npm run --silent token -- ${bookingUser(stack)})`,
		...freeSlot ? [`  ${bookingLine(api, freeSlot)}`] : [],
		""
	].join("\n");
}
/** What a client of the pool alone needs. */
function poolWelcome(pool, directory) {
	const { web, mobile, server } = pool.clients;
	return [
		"",
		"The user pool is running; Ctrl-C stops it.",
		"",
		...aligned([
			["Endpoint", pool.endpoint],
			["Issuer", pool.issuer],
			["Region", pool.region],
			["User pool", pool.userPoolId],
			["Web client", web],
			["Mobile client", mobile],
			["Server client", `${server.id} (its secret is in cognito.json)`],
			["Identity pool", pool.identityPoolId],
			["Mailbox", `${pool.endpoint}/local/messages`],
			["Data", `${shown(directory)}/ (cognito.json says all of this)`]
		]),
		""
	].join("\n");
}
/** A directory as one would type it. */
function shown(directory) {
	const fromHere = relative(process.cwd(), directory);
	return fromHere === "" || fromHere.startsWith("..") ? directory : fromHere;
}
const bookingUser = ({ users }) => (users.find(({ groups, clinicId }) => groups.includes("clinic-staff") && clinicId === "CLN-001") ?? users[0])?.email ?? "<email>";
function bookingLine(api, slot) {
	return `curl -s ${api}/v1/clinics/CLN-001/appointments -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '${JSON.stringify({
		...slot,
		patientName: "Ada Lovelace"
	})}'`;
}
const variable = (localDir) => localDir === void 0 ? "" : `LOCAL_DIR='${localDir.replaceAll("'", String.raw`'\''`)}' `;
function aligned(rows) {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
export { occupy as a, freePort as c, commandLineOf as d, isRunning as f, poolAddress as i, LockHeldError as l, startPortalCognito as m, welcome as n, writePoolFile as o, startOf as p, runUntilStopped as r, claimPort as s, poolWelcome as t, takeLock as u };

//# sourceMappingURL=welcome-CbmPbQGx.js.map
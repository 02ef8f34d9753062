import "./rolldown-runtime-D1FWID1c.js";
import { join, resolve } from "node:path";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
// local/private-file.ts
/** Writes a file that only its owner may read, all or nothing: a reader or a crash never sees half of it. */
function writePrivateFile(file, text) {
	const draft = `${file}.${process.pid}.tmp`;
	writeFileSync(draft, text, { mode: 384 });
	renameSync(draft, file);
}
// local/start-error.ts
/** A reason not to start, written for the person at the terminal: printed as it is, without a stack trace. */
var StartError = class extends Error {
	constructor(message, options) {
		super(message, options);
		this.name = "StartError";
	}
};
// local/stack/settings.ts
/**
* Reads the variables that move the stack elsewhere.
*
* @throws StartError naming the variable that is wrong
*/
function readSettings(environment, projectDirectory) {
	if (environment["NODE_ENV"] === "production") throw new StartError("NODE_ENV is production, and `npm start` is the demonstration: unset NODE_ENV, or run `npm run build` and `node dist/main.js`.");
	return {
		...readPoolSettings(environment, projectDirectory),
		port: readPort(environment, "PORT", 3e3)
	};
}
/**
* The same for the user pool alone.
*
* @throws StartError naming the variable that is wrong
*/
function readPoolSettings(environment, projectDirectory) {
	if (environment["NODE_ENV"] === "production") throw new StartError("NODE_ENV is production, and the embedded user pool is for development and tests.");
	return {
		directory: resolve(projectDirectory, valueOf(environment, "LOCAL_DIR") ?? ".local"),
		cognitoPort: readPort(environment, "LOCAL_COGNITO_PORT", 9229)
	};
}
/** A variable that is set to nothing counts as not set, as it does for the server. */
const valueOf = (environment, name) => {
	const value = environment[name];
	return value === "" ? void 0 : value;
};
function readPort(environment, name, fallback) {
	const value = valueOf(environment, name);
	if (value === void 0) return fallback;
	const port = Number(value);
	if (!/^\d{1,5}$/.test(value) || port > 65535) throw new StartError(`${name} must be a port number from 0 to 65535; 0 takes any free port.`);
	return port;
}
// local/stack/stack-file.ts
const fileIn = (directory) => join(directory, "stack.json");
function writeStackFile(directory, stack) {
	writePrivateFile(fileIn(directory), `${JSON.stringify(stack, void 0, 2)}\n`);
}
/** Reads it back; nothing when no stack runs in that directory. */
function readStackFile(directory) {
	try {
		return JSON.parse(readFileSync(fileIn(directory), "utf8"));
	} catch (error) {
		if (error.code === "ENOENT") return void 0;
		throw error;
	}
}
/** The file is there exactly while the stack is up. */
function removeStackFile(directory) {
	rmSync(fileIn(directory), { force: true });
}
export { readSettings as a, writePrivateFile as c, readPoolSettings as i, removeStackFile as n, valueOf as o, writeStackFile as r, StartError as s, readStackFile as t };

//# sourceMappingURL=stack-file-DI_9fDZf.js.map
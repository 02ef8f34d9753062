import "./rolldown-runtime-D1FWID1c.js";
import { a as occupy, i as poolAddress, m as startPortalCognito, o as writePoolFile, r as runUntilStopped, s as claimPort, t as poolWelcome } from "./welcome-CbmPbQGx.js";
import { i as readPoolSettings, o as valueOf } from "./stack-file-DI_9fDZf.js";
import { join } from "node:path";
// local/stack/pool.ts
/**
* Runs the embedded user pool alone, on the state that `npm start` keeps as well, until it is told to stop.
*
* @returns the exit code: 0 when it was told to stop, 1 when it could not start
*/
function runPool(options) {
	return runUntilStopped(options, async (life) => {
		const { directory, cognitoPort } = readPoolSettings(options.environment, options.projectDirectory);
		occupy(directory, life);
		const port = await claimPort("LOCAL_COGNITO_PORT", cognitoPort, "127.0.0.1");
		const cognito = await startPortalCognito({
			directory: join(directory, "cognito"),
			port,
			lambdaEndpoint: valueOf(options.environment, "AWS_ENDPOINT_URL_LAMBDA")
		});
		life.onEnd(() => cognito.stop());
		const pool = poolAddress(cognito);
		writePoolFile(directory, pool);
		options.print(poolWelcome(pool, directory));
	});
}
export { runPool };

//# sourceMappingURL=pool.js.map
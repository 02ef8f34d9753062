import "./rolldown-runtime-D1FWID1c.js";
import { parentPort, workerData } from "node:worker_threads";
// local/stack/trigger-worker.ts
const { bundle } = workerData;
const { handler } = await import(bundle);
parentPort?.on("message", ({ id, event }) => {
	const reply = (answer) => {
		parentPort?.postMessage(answer);
	};
	handler(event).then((answer) => {
		reply({
			id,
			answer
		});
	}, (error) => {
		reply({
			id,
			error: error instanceof Error ? error.message : String(error)
		});
	});
});
export {};

//# sourceMappingURL=trigger-worker.js.map
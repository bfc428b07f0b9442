// The thread in which password databases are read and written: entry of a Worker, nothing else imports it.
import { parentPort, workerData } from "node:worker_threads";
import { CryptoEngine } from "kdbxweb";
import { kdbxJobSchema, type KdbxReply } from "./kdbx-job.ts";
import { nodeArgon2 } from "./node-argon2.ts";
import { loadDatabase } from "./load-database.ts";
import { saveDatabase } from "./save-database.ts";
import { failedReply } from "./failed-reply.ts";
import { plainEntries } from "./plain-entries.ts";

CryptoEngine.setArgon2Impl(nodeArgon2);

async function run(): Promise<KdbxReply> {
  try {
    const job = kdbxJobSchema.parse(workerData);
    if (job.kind === "write") return { status: "written", file: await saveDatabase(job) };
    return { status: "read", entries: plainEntries(await loadDatabase(job)) };
  } catch (error) {
    return failedReply(error);
  }
}

/** The buffers of a reply's secrets; they move, so that no copy stays here. */
function buffersOf(reply: KdbxReply): ArrayBuffer[] {
  if (reply.status !== "read") return [];
  const values = reply.entries.flatMap(({ fields }) => fields.map(([, value]) => value.buffer));
  return values.filter((buffer) => buffer instanceof ArrayBuffer);
}

const reply = await run();
parentPort?.postMessage(reply, buffersOf(reply));

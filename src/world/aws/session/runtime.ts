import type { NodeHttpHandler } from "@smithy/node-http-handler";
import type { AwsOptions } from "./aws-options.ts";
import { Reach } from "./reach.ts";

/** A logger in the SDK's form. */
export interface SdkLogger {
  readonly trace: () => void;
  readonly debug: () => void;
  readonly info: () => void;
  readonly warn: (...parts: readonly unknown[]) => void;
  readonly error: (...parts: readonly unknown[]) => void;
}

/** What all sessions of one run share: connections, logger, the memory of dead endpoints. */
export interface Runtime {
  readonly options: AwsOptions;
  readonly region: string;
  readonly handler: NodeHttpHandler;
  readonly logger: SdkLogger;
  readonly reach: Reach;
  /** How long one request may take until its answer is whole. */
  readonly answerMillis: number;
  /** Requests that were sent, and those that AWS throttled, in all sessions. */
  readonly tally: { requests: number; throttled: number };
}

const connectMillis = 5_000;
const requestMillis = 30_000;
const sockets = 256;
/** A whole answer may take so many times the time to its first byte: large accounts over slow lines. */
const patience = 3;

/** Makes the shared part. Connections are kept alive and reused by every client; `destroy` on the handler closes them. */
export async function openRuntime(options: AwsOptions): Promise<Omit<Runtime, "region">> {
  const [{ NodeHttpHandler }, http, https] = await Promise.all([
    import("@smithy/node-http-handler"),
    import("node:http"),
    import("node:https"),
  ]);
  const logger = sdkLogger(options.onWarning);
  const requestTimeout = options.timeouts?.requestMillis ?? requestMillis;
  const handler = new NodeHttpHandler({
    httpAgent: new http.Agent({ keepAlive: true, maxSockets: sockets }),
    httpsAgent: new https.Agent({ keepAlive: true, maxSockets: sockets }),
    connectionTimeout: options.timeouts?.connectMillis ?? connectMillis,
    requestTimeout,
    // Without it an overrun is only a warning, and a hanging endpoint hangs the scan.
    throwOnRequestTimeout: true,
    socketTimeout: requestTimeout,
    logger,
  });
  const tally = { requests: 0, throttled: 0 };
  return {
    options,
    handler,
    logger,
    reach: new Reach(options.timing.now),
    answerMillis: requestTimeout * patience,
    tally,
  };
}

/** The SDK prints some warnings itself unless it has a logger: they go to the caller instead. */
function sdkLogger(onWarning: ((text: string) => void) | undefined): SdkLogger {
  const silent = () => undefined;
  const tell = (...parts: readonly unknown[]) => {
    const text = parts.filter((part) => typeof part === "string").join(" ");
    if (text !== "") onWarning?.(text);
  };
  // Clients log each failed request as an error; that is told once, by the answer itself.
  return { trace: silent, debug: silent, info: silent, warn: tell, error: silent };
}

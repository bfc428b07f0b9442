import { type PretendAws, startPretendAws } from "../../../demo/start-pretend-aws.ts";
import type { Io } from "../io.ts";
import type { PretendOrganization } from "./pretend-organization.ts";

/** A pretend AWS that runs, with the environment a client of it needs. */
export interface Served {
  readonly url: string;
  readonly setupToken: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Starts a pretend AWS for an organization. `buckets`: throttle as AWS does. */
export async function serve(pretend: PretendOrganization, port: number, buckets: boolean): Promise<Served> {
  const aws = await startPretendAws({ organization: pretend.organization, port, buckets: buckets ? "default" : "off" });
  const keys = await keysOf(aws, pretend.scanner);
  return {
    url: aws.url,
    setupToken: aws.setupToken,
    environment: {
      AWS_ENDPOINT_URL: aws.url,
      AWS_ENDPOINT_URL_SIGNIN: aws.url,
      AWS_REGION:
        pretend.organization.partition === "aws" ? "us-east-1" : partitionRegions[pretend.organization.partition],
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
      AWS_EC2_METADATA_DISABLED: "true",
    },
    close: aws.close,
  };
}

/** Keys of the scanner; a server whose scanner is nobody is closed again, else the process would not end. */
async function keysOf(aws: PretendAws, scanner: string): Promise<ReturnType<PretendAws["credentialsFor"]>> {
  try {
    return aws.credentialsFor(scanner, 12 * 3600);
  } catch (error) {
    await aws.close();
    throw error;
  }
}

const partitionRegions = { "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1" } as const;

/** Keeps a pretend AWS running until Ctrl-C, after saying what a client needs. */
export async function serveUntilInterrupted(
  pretend: PretendOrganization,
  port: number,
  buckets: boolean,
  io: Io,
): Promise<number> {
  const served = await serve(pretend, port, buckets);
  const lines = Object.entries(served.environment).map(([name, value]) => `export ${name}=${value}`);
  io.out(
    [
      `# A pretend AWS with the organization ${pretend.name}, on this machine alone. Its credentials are invented.`,
      `# Caller: ${pretend.scanner}. Set this in the shell of the client:`,
      ...lines,
      `# Set-up calls (actors, clock, faults, counters): Authorization: Bearer ${served.setupToken}`,
      "# Ctrl-C ends it.",
      "",
    ].join("\n"),
  );
  await new Promise<void>((done) => {
    if (io.signal.aborted) done();
    io.signal.addEventListener("abort", () => done(), { once: true });
  });
  await served.close();
  return 0;
}

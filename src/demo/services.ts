import type { AwsService } from "./service.ts";

/** All services of the pretend AWS, one line each; the server finds them by the name in the credential scope. */
export const services: readonly AwsService[] = [];

import { AwsFailure } from "../aws-failure.ts";
import type { AwsReply, AwsService, Call, Handler, HttpRequest } from "../aws-service.ts";
import type { AccountState, BucketState } from "../state/account-state.ts";

const noContent: AwsReply = { kind: "raw", status: 204, headers: {}, body: "" };

const listBuckets: Handler = (call) => {
  call.authorize("s3:ListAllMyBuckets", "*");
  const buckets = [...call.account.buckets.values()]
    .map(({ name, createdAt }) => {
      const created = new Date(createdAt).toISOString();
      return `<Bucket><Name>${name}</Name><CreationDate>${created}</CreationDate></Bucket>`;
    })
    .join("");
  const owner = `<Owner><ID>${call.account.id.padStart(64, "0")}</ID></Owner>`;
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${owner}<Buckets>${buckets}</Buckets></ListAllMyBucketsResult>`;
  return { kind: "raw", status: 200, headers: { "content-type": "application/xml" }, body };
};

const getBucketPolicy: Handler = (call) => {
  const { policy } = ownBucket(call);
  if (policy === null) throw new AwsFailure("NoSuchBucketPolicy", 404, "The bucket policy does not exist");
  return { kind: "raw", status: 200, headers: { "content-type": "application/json" }, body: policy.text };
};

const putBucketPolicy: Handler = (call) => {
  const bucket = ownBucket(call);
  const document = call.state.documents.of(call.request.body);
  try {
    const hasPrincipals = document.statements.every((statement) => statement.principals !== null);
    if (!hasPrincipals) throw new SyntaxError("Missing required field Principal");
  } catch (cause) {
    throw new AwsFailure(
      "MalformedPolicy",
      400,
      cause instanceof Error ? cause.message : "Policies must be valid JSON",
    );
  }
  bucket.policy = document;
  return noContent;
};

const deleteBucketPolicy: Handler = (call) => {
  ownBucket(call).policy = null;
  return noContent;
};

/**
 * The bucket of a policy call, if the caller may make it. A policy that denies all stops everybody but root of the
 * owning account; other accounts are never let near a bucket's policy.
 */
function ownBucket(call: Call): BucketState {
  const name = call.input["Bucket"];
  const found = typeof name === "string" ? findBucket(call, name) : null;
  if (found === null) throw new AwsFailure("NoSuchBucket", 404, "The specified bucket does not exist");
  call.authorize(`s3:${call.operation}`, `arn:${call.state.partition}:s3:::${found.bucket.name}`, {
    resourceAccount: found.owner,
    resourcePolicy: found.bucket.policy,
    rootPassesResourceDeny: true,
  });
  if (found.owner.id !== call.account.id) {
    throw new AwsFailure("MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
  }
  return found.bucket;
}

function findBucket(call: Call, name: string): { readonly owner: AccountState; readonly bucket: BucketState } | null {
  for (const owner of call.state.accounts.values()) {
    const bucket = owner.buckets.get(name);
    if (bucket !== undefined) return { owner, bucket };
  }
  return null;
}

const policyOperations: Readonly<Record<string, string>> = {
  GET: "GetBucketPolicy",
  PUT: "PutBucketPolicy",
  DELETE: "DeleteBucketPolicy",
};

function route({ method, path, query }: HttpRequest) {
  if (path === "/") return method === "GET" ? { operation: "ListBuckets" } : null;
  const bucket = /^\/([a-z0-9.-]+)\/?$/.exec(path)?.[1];
  const operation = policyOperations[method];
  if (bucket === undefined || operation === undefined || !query.has("policy")) return null;
  return { operation, input: { Bucket: bucket } };
}

/** S3, as far as bucket policies go; path style. */
export const s3Service: AwsService = {
  name: "s3",
  protocol: "rest-xml",
  handlers: {
    ListBuckets: listBuckets,
    GetBucketPolicy: getBucketPolicy,
    PutBucketPolicy: putBucketPolicy,
    DeleteBucketPolicy: deleteBucketPolicy,
  },
  route,
  deniedCode: "AccessDenied",
  deniedStatus: 403,
  throttle: { code: "SlowDown", status: 503, message: "Please reduce your request rate." },
};

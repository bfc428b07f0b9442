/**
 * True when a new policy denies everybody, without any condition, the very action that would change it again: the usual
 * way in which buckets and queues are locked. False says nothing more than that this pattern is not there. Source: IAM
 * User Guide, policy evaluation: an explicit Deny wins; bucket and queue policies bind the account's own principals.
 */
export function locksAgain(policy: string, action: "s3:PutBucketPolicy" | "sqs:SetQueueAttributes"): boolean {
  return statementsOf(policy).some((statement) => {
    const { Effect, Principal, Condition, Action, NotAction } = statement;
    if (Effect !== "Deny" || !isEverybody(Principal) || !isEmpty(Condition)) return false;
    if (NotAction !== undefined) return !listOf(NotAction).some((pattern) => matches(pattern, action));
    return listOf(Action).some((pattern) => matches(pattern, action));
  });
}

type Fields = Readonly<Record<string, unknown>>;

function statementsOf(policy: string): readonly Fields[] {
  let value: unknown;
  try {
    value = JSON.parse(policy);
  } catch {
    return [];
  }
  return isFields(value) ? listOf(value["Statement"]).filter(isFields) : [];
}

function isEverybody(principal: unknown): boolean {
  return principal === "*" || (isFields(principal) && listOf(principal["AWS"]).includes("*"));
}

function isEmpty(condition: unknown): boolean {
  return condition === undefined || (isFields(condition) && Object.keys(condition).length === 0);
}

/** `*` stands for any text, `?` for one character; case does not count. One pass with one place to come back to. */
function matches(pattern: unknown, action: string): boolean {
  if (typeof pattern !== "string") return false;
  const [glob, text] = [pattern.toLowerCase(), action.toLowerCase()];
  let [at, star, back] = [0, -1, 0];
  for (let here = 0; here < text.length;) {
    if (at < glob.length && glob[at] === "*") [star, back, at] = [at, here, at + 1];
    else if (at < glob.length && (glob[at] === "?" || glob[at] === text[here])) [at, here] = [at + 1, here + 1];
    else if (star >= 0) [at, back, here] = [star + 1, back + 1, back + 1];
    else return false;
  }
  return /^\**$/.test(glob.slice(at));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { conditionCases, type ConditionRow, type SimulateCase } from "../simulate-case.ts";

const k = "test:key";
const is = (operator: string, value: unknown) => ({ [operator]: { [k]: value } });
const has = (value: string | readonly string[]) => ({ [k]: value });
const arn = "arn:aws:iam::111111111111:user/alice";

/** One value of each family that matches, and one that does not. */
const families: readonly (readonly [string, unknown, string, string])[] = [
  ["StringEquals", "red", "red", "RED"],
  ["StringEqualsIgnoreCase", "Red", "rED", "rod"],
  ["StringLike", "r?d*", "red wine", "Red wine"],
  ["NumericEquals", "10", "10.0", "11"],
  ["NumericLessThan", "10", "9.99", "10"],
  ["NumericLessThanEquals", "10", "10", "10.01"],
  ["NumericGreaterThan", "9", "10", "9"],
  ["NumericGreaterThanEquals", "-1", "-1", "-2"],
  ["DateEquals", "2026-01-01T00:00:00Z", "1767225600", "2026-01-01T00:00:01Z"],
  ["DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z"],
  ["DateLessThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:01Z"],
  ["DateGreaterThan", "1767225600", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"],
  ["DateGreaterThanEquals", "2026-01-01", "2026-01-01T00:00:00Z", "2025-12-31"],
  ["Bool", "true", "True", "false"],
  ["BinaryEquals", "QUJD", "QUJD", "QUJE"],
  ["IpAddress", "203.0.113.0/24", "203.0.113.255", "203.0.114.0"],
  ["ArnEquals", "arn:aws:iam::*:user/*", arn, "arn:aws:iam::111111111111:role/alice"],
  ["ArnLike", "arn:aws:iam::*:user/al?ce", arn, "arn:aws:iam::111111111111:user/bob"],
];
const negated: readonly (readonly [string, unknown, string, string])[] = [
  ["StringNotEquals", "red", "RED", "red"],
  ["StringNotEqualsIgnoreCase", "Red", "rod", "rED"],
  ["StringNotLike", "r?d*", "blue", "rod"],
  ["NumericNotEquals", "10", "11", "10.0"],
  ["DateNotEquals", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "1767225600"],
  ["NotIpAddress", "203.0.113.0/24", "203.0.112.255", "203.0.113.1"],
  ["ArnNotEquals", "arn:aws:iam::*:user/*", "arn:aws:iam::1:role/x", arn],
  ["ArnNotLike", "arn:aws:iam::*:user/*", "arn:aws:iam::1:role/x", arn],
];

const everyOperator: readonly ConditionRow[] = [
  ...families.flatMap(([operator, wanted, good, bad]): readonly ConditionRow[] => [
    [`${operator} matches`, is(operator, wanted), has(good), true],
    [`${operator} does not match`, is(operator, wanted), has(bad), false],
    [`${operator} is false when the key is missing`, is(operator, wanted), {}, false],
    [`${operator}IfExists is true when the key is missing`, is(`${operator}IfExists`, wanted), {}, true],
    [`${operator}IfExists compares when the key is there`, is(`${operator}IfExists`, wanted), has(bad), false],
    [`${operator} knows no case in its name`, is(operator.toUpperCase(), wanted), has(good), true],
  ]),
  ...negated.flatMap(([operator, wanted, good, bad]): readonly ConditionRow[] => [
    [`${operator} is true when no value matches`, is(operator, wanted), has(good), true],
    [`${operator} is false when a value matches`, is(operator, wanted), has(bad), false],
    [`${operator} is false when one of its values matches`, is(operator, [wanted, wanted]), has(bad), false],
    [`${operator} is true when the key is missing`, is(operator, wanted), {}, true],
    [`${operator}IfExists is true when the key is missing`, is(`${operator}IfExists`, wanted), {}, true],
    [`${operator}IfExists compares when the key is there`, is(`${operator}IfExists`, wanted), has(bad), false],
  ]),
];

const rules: readonly ConditionRow[] = [
  ["values of one key are joined by OR", is("StringEquals", ["a", "b"]), has("b"), true],
  ["a negated operator wants none of its values to match", is("StringNotEquals", ["a", "b"]), has("b"), false],
  [
    "keys of one operator are joined by AND",
    { StringEquals: { [k]: "a", "test:other": "b" } },
    { [k]: "a", "test:other": "c" },
    false,
  ],
  [
    "operators are joined by AND",
    { StringEquals: { [k]: "a" }, Bool: { "test:other": "true" } },
    { [k]: "a", "test:other": "true" },
    true,
  ],
  ["names of keys know no case", { StringEquals: { "TEST:Key": "a" } }, has("a"), true],
  ["a value may be a JSON boolean", is("Bool", false), has("false"), true],
  ["a value may be a JSON number", is("NumericLessThan", 10), has("9"), true],
  ["StringEquals has no wildcards", is("StringEquals", "a*"), has("ab"), false],
  ["StringEquals compares a star as text", is("StringEquals", "a*"), has("a*"), true],
  ["StringLike's star matches nothing and slashes", is("StringLike", "a*/c"), has("a/b/c"), true],
  ["dates have no wildcards", is("DateGreaterThan", "2026-*"), has("2026-01-01T00:00:00Z"), "may"],
  ["Null true matches a missing key", is("Null", "true"), {}, true],
  ["Null true does not match a key that is there", is("Null", "true"), has("x"), false],
  ["Null false matches a key that is there", is("Null", false), has("x"), true],
  ["Null false does not match a missing key", is("Null", "false"), {}, false],
  ["Null with both always matches", is("Null", ["true", "false"]), {}, true],
  ["Null with both always matches, there too", is("Null", ["true", "false"]), has("x"), true],
  ["NullIfExists is not documented", is("NullIfExists", "true"), {}, "may"],
  ["an operator that AWS does not know", is("StringAlmost", "a"), has("a"), "may"],
  ["Numeric on text", is("NumericLessThan", "10"), has("ten"), "may"],
  ["Bool on anything but true and false", is("Bool", "yes"), has("true"), "may"],
  ["StringEquals on a flag compares text", is("StringEquals", "false"), has("false"), true],
  ["StringEquals on a flag in another case", is("StringEquals", "false"), has("False"), false],
  ["a bare IPv4 address is one address", is("IpAddress", "203.0.113.7"), has("203.0.113.7"), true],
  ["a bare IPv4 address is not its neighbour", is("IpAddress", "203.0.113.7"), has("203.0.113.8"), false],
  ["an IPv6 range", is("IpAddress", "2001:db8::/32"), has("2001:db8:1::1"), true],
  ["outside an IPv6 range", is("IpAddress", "2001:db8::/32"), has("2001:db9::1"), false],
  ["an IPv6 address in two ways of writing", is("IpAddress", "2001:db8:0:0::/64"), has("2001:0db8::a"), true],
  ["a bare IPv6 address is itself", is("IpAddress", "2001:db8::1"), has("2001:db8::1"), true],
  ["how far a bare IPv6 address reaches", is("IpAddress", "2001:db8::1"), has("2001:db8::2"), "may"],
  ["an IPv4 range holds no IPv6 address", is("IpAddress", "0.0.0.0/0"), has("2001:db8::1"), false],
  ["NotIpAddress of the other family is true", is("NotIpAddress", "0.0.0.0/0"), has("2001:db8::1"), true],
  [
    "NotIpAddress wants the address in none of the ranges",
    is("NotIpAddress", ["10.0.0.0/8", "192.0.2.0/24"]),
    has("192.0.2.1"),
    false,
  ],
  ["an ARN pattern's star stays in its segment", is("ArnLike", "arn:aws:*:user/alice"), has(arn), "may"],
  ["an ARN pattern's star does not cross colons", is("ArnLike", "arn:aws:iam:*:user/alice:*"), has(arn), false],
  [
    "an ARN's last segment keeps its colons",
    is("ArnLike", "arn:aws:sns:*:*:a*"),
    has("arn:aws:sns:us-east-1:1:a:b"),
    true,
  ],
  ["ARNs compare with case", is("ArnLike", "arn:aws:iam::*:user/ALICE"), has(arn), false],
  ["a value that is no ARN does not match", is("ArnLike", "*"), has("alice"), false],
  ["a value that is no ARN matches the negated form", is("ArnNotLike", "arn:aws:iam::*:*"), has("alice"), true],
  ["StringLike on an ARN crosses colons", is("StringLike", "arn:aws:*:user/alice"), has(arn), true],
];

const t = "aws:TagKeys";
const set = (operator: string, ...value: string[]) => ({ [operator]: { [t]: value } });
const tags = (...value: string[]) => ({ [t]: value });

const sets: readonly ConditionRow[] = [
  ["ForAllValues is true when the key is missing", set("ForAllValues:StringEquals", "a"), {}, true],
  ["ForAllValues is true for an empty list", set("ForAllValues:StringEquals", "a"), tags(), true],
  ["ForAllValues is true for empty text", set("ForAllValues:StringEquals", "a"), tags(""), true],
  ["ForAllValues wants every value to match", set("ForAllValues:StringEquals", "a", "b"), tags("a", "b"), true],
  ["ForAllValues fails on one value", set("ForAllValues:StringEquals", "a", "b"), tags("a", "c"), false],
  ["ForAllValues negated: no value may match", set("ForAllValues:StringNotEquals", "a"), tags("b", "a"), false],
  ["ForAllValues negated holds", set("ForAllValues:StringNotLike", "a*"), tags("b", "c"), true],
  ["ForAllValues with IfExists is as without", set("ForAllValues:StringEqualsIfExists", "a"), {}, true],
  ["ForAllValues with IfExists compares", set("ForAllValues:StringEqualsIfExists", "a"), tags("b"), false],
  ["ForAnyValue is false when the key is missing", set("ForAnyValue:StringEquals", "a"), {}, false],
  ["ForAnyValue is false for an empty list", set("ForAnyValue:StringEquals", "a"), tags(), false],
  ["ForAnyValue is false for empty text", set("ForAnyValue:StringLike", "*"), tags(""), false],
  ["ForAnyValue wants one value to match", set("ForAnyValue:StringEquals", "a"), tags("b", "a"), true],
  ["ForAnyValue fails when none matches", set("ForAnyValue:StringEquals", "a"), tags("b", "c"), false],
  ["ForAnyValue negated is false when the key is missing", set("ForAnyValue:StringNotEquals", "a"), {}, false],
  ["ForAnyValue negated: some value matches none", set("ForAnyValue:StringNotEquals", "a"), tags("a", "b"), true],
  ["ForAnyValue negated fails when all match", set("ForAnyValue:StringNotEquals", "a"), tags("a"), false],
  ["ForAnyValue with IfExists on a missing key", set("ForAnyValue:StringEqualsIfExists", "a"), {}, "may"],
  ["ForAnyValue with IfExists compares", set("ForAnyValue:StringEqualsIfExists", "a"), tags("b"), false],
  ["a set operator on a key of one value", { "ForAnyValue:Bool": { [k]: "true" } }, has("true"), true],
  ["Null inside a set operator", { "ForAnyValue:Null": { [k]: "true" } }, {}, "may"],
  ["a plain operator on several values does not match", set("StringEquals", "a"), tags("a", "b"), false],
  ["a negated plain operator on several values", set("StringNotEquals", "a"), tags("b", "c"), "may"],
  ["set operators know no case", set("foranyvalue:stringlike", "A*"), tags("Ab"), true],
];

/** Condition operators, one by one. */
export const operatorCases: readonly SimulateCase[] = [...everyOperator, ...rules, ...sets].flatMap((row) =>
  conditionCases(row),
);

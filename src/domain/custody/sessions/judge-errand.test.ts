import { describe, expect, it } from "vitest";
import { nonceOf, now, readOf, recipientOf, spkiOf } from "../../../../test/custody/people.ts";
import {
  contactsDocument,
  type ErrandChange,
  errandLine,
  featureDocument,
  management,
  member,
  phonePlan,
  taskRequest,
} from "../../../../test/custody/errand-samples.ts";
import { CodedError } from "../../core/coded-error.ts";
import { toBase64url } from "../../crypto/base64url.ts";
import { canonicalBytes } from "../../crypto/canonical-json.ts";
import type { CustodyDocument } from "../documents/read-custody-document.ts";
import { contactsPlanSchema } from "../contacts/contacts-plan.ts";
import type { CourierRequest } from "./courier-lines.ts";
import { type CourierFacts, type Errand, judgeErrand } from "./judge-errand.ts";

const facts: CourierFacts = { deployment: "acme", brokerSpki: spkiOf("broker"), management };

function judged(line: CourierRequest, change: Partial<CourierFacts> = {}, startedAt = now - 1000): Errand | string {
  const moment = { nowSeconds: now, startedAt, wasUsed: () => false };
  try {
    const verdict = judgeErrand(line, { ...facts, ...change }, moment);
    return verdict.status === "errand" ? verdict.errand : verdict.row.code;
  } catch (error) {
    if (error instanceof CodedError) return error.row.code;
    throw error;
  }
}

const said = (document: CustodyDocument, change?: ErrandChange): Errand | string =>
  judged(errandLine(document, change));

describe("an errand", () => {
  it("is what the granted request says: account, task, time, key", () => {
    const request = taskRequest();
    expect(said(request, { ask: { n: 3 } })).toMatchObject({
      does: { kind: "root-task", taskPolicy: request.taskPolicy, durationSeconds: 600 },
      account: member,
      sourceIdentity: "rw-01JDADA7V0000000000000000A",
      recipient: recipientOf("once S"),
      requestHash: readOf(request).hash,
      n: 3,
    });
  });

  it("for a switch is that one call and the trust it needs, in management", () => {
    const errand = said(featureDocument);
    if (typeof errand === "string" || errand.does.kind !== "org-feature") throw new Error(JSON.stringify(errand));
    expect(errand.account).toBe(management);
    expect(errand.sourceIdentity).toMatch(/^rw-[A-Za-z0-9_-]{40}$/);
    expect(JSON.parse(errand.does.policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "iam:EnableOrganizationsRootSessions", Resource: "*" },
        {
          Effect: "Allow",
          Action: "organizations:EnableAWSServiceAccess",
          Resource: "*",
          Condition: { StringEquals: { "organizations:ServicePrincipal": "iam.amazonaws.com" } },
        },
      ],
    });
    const off = said({ ...featureDocument, feature: "RootCredentialsManagement", on: false });
    expect(
      typeof off === "string" || off.does.kind !== "org-feature" ? off : JSON.parse(off.does.policy),
    ).toMatchObject({
      Statement: [{ Action: "iam:DisableOrganizationsRootCredentialsManagement" }],
    });
  });

  it("for contacts is the batch of the approved plan that the ask names", () => {
    const errand = said(contactsDocument(), { plan: phonePlan });
    if (typeof errand === "string" || errand.does.kind !== "contacts") throw new Error(JSON.stringify(errand));
    expect(errand.account).toBe(management);
    expect(errand.does.policy).toContain("account:PutContactInformation");
    expect(errand.does.policy).toContain(member.slice(4));
    expect(errand.does.policy).not.toContain("account:StartPrimaryEmailUpdate");
    expect(said(contactsDocument(), { plan: phonePlan, ask: { n: 2 } })).toBe("CONTACTS_NO_SUCH_BATCH");
  });
});

describe("no errand", () => {
  it("comes of a receipt that is another's, old, not granted, for another ask, or signed by another", () => {
    const request = taskRequest();
    expect(said(request, { key: "jane" })).toBe("CUSTODY_SIGNATURE_BAD");
    expect(said(request, { receipt: { at: now - 60 } })).toBe("CUSTODY_STALE");
    expect(said(request, { receipt: { ok: false, error: "CUSTODY_STOPPED" } })).toBe("CUSTODY_NOT_ASKED");
    expect(said(request, { receipt: { docHash: readOf(request).hash } })).toBe("CUSTODY_NOT_ASKED");
    expect(said(request, { receipt: { what: "password" } })).toBe("CUSTODY_NOT_ASKED");
    expect(judged(errandLine(request), {}, now + 1)).toBe("CUSTODY_STALE");
    expect(judged(errandLine(request), { brokerSpki: spkiOf("other") })).toBe("CUSTODY_SIGNATURE_BAD");
  });

  it("comes of a document that was put beside the ask of another", () => {
    const line = errandLine(taskRequest());
    const other = taskRequest({ account: "aws:444444444444" });
    expect(judged({ ...line, document: toBase64url(canonicalBytes(other)) })).toBe("SESSION_NOT_ASKED");
    const key = taskRequest({ recipientS: recipientOf("mallory") });
    expect(judged({ ...line, document: toBase64url(canonicalBytes(key)) })).toBe("SESSION_NOT_ASKED");
    expect(said(taskRequest(), { ask: { what: "code" } })).toBe("SESSION_NOT_ASKED");
    expect(judged({ ...line, document: toBase64url(canonicalBytes({ ...featureDocument, on: false })) })).toBe(
      "SESSION_NOT_ASKED",
    );
  });

  it("comes of a request without a task, of another deployment, partition or organization, or for management itself", () => {
    const { taskPolicy: _, ...rest } = taskRequest();
    expect(said({ ...rest, capabilities: ["code"] })).toBe("SESSION_NOT_ASKED");
    expect(said(taskRequest({ deployment: "other" }))).toBe("CUSTODY_OTHER_DEPLOYMENT");
    expect(said(taskRequest({ account: "aws-cn:333333333333" }))).toBe("SESSION_NOT_HERE");
    expect(said(taskRequest({ account: management }))).toBe("SESSION_NO_TARGET");
    expect(said({ ...featureDocument, account: member })).toBe("SESSION_NOT_HERE");
    expect(judged(errandLine(contactsDocument(), { plan: phonePlan }), { management: "aws:222222222222" })).toBe(
      "SESSION_NOT_HERE",
    );
    expect(
      said({
        type: "rw.drill/v1",
        deployment: "acme",
        nonce: nonceOf("d"),
        at: now,
        account: member,
        kind: "sign-in",
        operator: contactsDocument().operator,
        asker: "paul",
        recipientS: recipientOf("x"),
      }),
    ).toBe("SESSION_NOT_ASKED");
  });

  it("comes of a plan that is not the approved one, or that its document describes otherwise", () => {
    const other = contactsPlanSchema.parse({ ...phonePlan, madeAt: now - 99 });
    expect(said(contactsDocument())).toBe("SESSION_PLAN_OTHER");
    expect(said(contactsDocument(), { plan: other })).toBe("SESSION_PLAN_OTHER");
    expect(said(contactsDocument(phonePlan, { kinds: ["alternate"] }), { plan: phonePlan })).toBe("SESSION_PLAN_OTHER");
    expect(said(contactsDocument(phonePlan, { accounts: ["aws:444444444444"] }), { plan: phonePlan })).toBe(
      "SESSION_PLAN_OTHER",
    );
    expect(judged({ ...errandLine(contactsDocument()), plan: toBase64url(new Uint8Array([1, 2, 3])) })).toBe(
      "CONTACTS_PLAN_FOREIGN",
    );
  });
});

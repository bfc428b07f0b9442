import { describe, expect, it } from "vitest";
import { ehloAnswer } from "./ehlo-answer.ts";
import { smtpReply } from "./smtp-reply.ts";

describe("an SMTP reply", () => {
  it("ends at the first line without a hyphen", () => {
    const text = "250-mx1 greets you\r\n250-SIZE 1000\r\n250 STARTTLS\r\n220 next\r\n";
    expect(smtpReply(text)).toEqual({
      status: "reply",
      reply: { code: 250, lines: ["mx1 greets you", "SIZE 1000", "STARTTLS"] },
      taken: text.indexOf("220"),
    });
  });

  it.each(["220\r\n", "220\n", "220 \r\n"])("may have no text: %j", (text) => {
    expect(smtpReply(text)).toMatchObject({ status: "reply", reply: { code: 220, lines: [""] } });
  });

  it.each(["", "2", "25", "250", "250 ok\r", "250-a\r\n", "250-a\r\n250 b"])("%j needs more", (text) => {
    expect(smtpReply(text).status).toBe("partial");
  });

  it.each([
    "SSH-2.0",
    "HTTP/1.1 400\r\n",
    "250-a\r\n251 b\r\n",
    "199 x\r\n",
    "250_x\r\n",
    "2500\r\n",
    "999",
    `250 ${"a".repeat(70_000)}`,
  ])("%.20s is no reply", (text) => {
    expect(smtpReply(text).status).toBe("garbled");
  });
});

describe("a reply to EHLO", () => {
  it.each([
    [250, ["mx1", "PIPELINING", "STARTTLS"], "starttls"],
    [250, ["mx1", "starttls "], "starttls"],
    [250, ["STARTTLS"], "no-starttls"],
    [250, ["mx1", "XSTARTTLS", "STARTTLSX", "XXXXXXXA"], "no-starttls"],
    [250, ["mx1"], "no-starttls"],
    [500, ["unknown"], "no-starttls"],
    [502, ["not implemented"], "no-starttls"],
    [550, ["blocked"], "refused"],
    [421, ["later"], "refused"],
    [554, ["no"], "refused"],
  ])("%i %j → %s", (code, lines, status) => {
    expect(ehloAnswer({ code, lines }).status).toBe(status);
  });
});

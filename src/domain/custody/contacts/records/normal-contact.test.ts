import { describe, expect, it } from "vitest";
import {
  differingAlternateFields,
  differingPrimaryFields,
  normalAlternate,
  normalMailbox,
  normalPrimary,
  sameMailbox,
} from "./normal-contact.ts";

describe("contacts as AWS compares them", () => {
  it("are trimmed, the country is in capitals, empty fields are none", () => {
    expect(
      normalPrimary({ FullName: " Jane Doe\t", CountryCode: "ch ", CompanyName: "  ", AddressLine2: "", City: "Bern" }),
    ).toEqual({ FullName: "Jane Doe", CountryCode: "CH", City: "Bern" });
    expect(normalAlternate({ Name: " Sec ", Title: " " })).toEqual({ Name: "Sec" });
  });

  it("know one text by one form of its letters", () => {
    expect(normalPrimary({ FullName: "Zoe\u0308" })).toEqual({ FullName: "Zo\u00eb" });
    expect(differingPrimaryFields({ FullName: "Zoe\u0308" }, { FullName: "Zo\u00eb" })).toEqual([]);
  });

  it("keep no half characters, which no document could name", () => {
    expect(normalPrimary({ FullName: "a\ud800" }).FullName?.isWellFormed()).toBe(true);
  });

  it("do not differ by how a number is written, and do by its digits", () => {
    expect(differingPrimaryFields({ PhoneNumber: "+1 (555) 0100" }, { PhoneNumber: "+1-555-0100" })).toEqual([]);
    expect(differingPrimaryFields({ PhoneNumber: "+1 555 0100" }, { PhoneNumber: "+1 555 0101" })).toEqual([
      "PhoneNumber",
    ]);
    expect(differingPrimaryFields({ PhoneNumber: "+1 555 0100" }, {})).toEqual(["PhoneNumber"]);
    expect(differingAlternateFields({ PhoneNumber: "15550100" }, { PhoneNumber: "+1 555 0100" })).toEqual([]);
  });

  it("differ by a field that only one has, and by letter case", () => {
    expect(differingPrimaryFields({ AddressLine2: "x" }, {})).toEqual(["AddressLine2"]);
    expect(differingPrimaryFields({ AddressLine2: " " }, {})).toEqual([]);
    expect(differingAlternateFields({ Name: "Sec" }, { Name: "sec" })).toEqual(["Name"]);
  });

  it("take one mailbox for one, whatever its letter case, and write its domain in small letters", () => {
    expect(normalMailbox(" Root@Corp.Example ")).toBe("Root@corp.example");
    expect(normalMailbox("no address")).toBe("no address");
    expect(sameMailbox("Root@Corp.example", "root@corp.EXAMPLE ")).toBe(true);
    expect(sameMailbox("root+a@corp.example", "root@corp.example")).toBe(false);
  });
});

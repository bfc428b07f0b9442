import { AwsFailure } from "../aws-failure.ts";
import { plainText } from "../plain-text.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import { entityArn } from "../state/principal-of.ts";
import { stableId } from "../state/random-text.ts";
import { holderOf, noSuchEntity } from "./holder-of.ts";
import { pageOf } from "./page-of.ts";

/** Answers for root leave out UserName and Path, which the service model calls required. */
const getUser: Handler = (call) => {
  const holder = holderOf(call);
  const used = holder.credentials.password?.lastUsedAt ?? null;
  const PasswordLastUsed = used === null ? undefined : new Date(used);
  if (holder.name === null) {
    const CreateDate = new Date(call.account.createdAt);
    return result({ User: { UserId: call.account.id, Arn: holder.arn, CreateDate, PasswordLastUsed } });
  }
  const user = call.account.iam.users.get(holder.name);
  return result({
    User: {
      Path: user?.path,
      UserName: holder.name,
      UserId: stableId("AIDA", call.account.id, holder.name),
      Arn: holder.arn,
      CreateDate: new Date(user?.createdAt ?? 0),
      PasswordLastUsed,
    },
  });
};

/** For root, NoSuchEntity is the fact that it has no password. */
const getLoginProfile: Handler = (call) => {
  const { name, credentials } = holderOf(call);
  if (credentials.password === null) {
    const whom = name ?? call.account.id;
    throw noSuchEntity(`Login Profile for User ${whom} cannot be found.`);
  }
  const CreateDate = new Date(credentials.password.changedAt);
  return result({ LoginProfile: { UserName: name, CreateDate, PasswordResetRequired: false } });
};

const listMfaDevices: Handler = (call) => {
  const { name, credentials } = holderOf(call);
  const { items, marker } = pageOf(call, credentials.devices);
  const devices = items.map((device) => ({
    UserName: name,
    SerialNumber: device.serial,
    EnableDate: new Date(device.enabledAt),
  }));
  return result({ MFADevices: devices, IsTruncated: marker !== undefined, Marker: marker });
};

const listAccessKeys: Handler = (call) => {
  const { name, credentials } = holderOf(call);
  const { items, marker } = pageOf(call, credentials.keys);
  const keys = items.map((key) => ({
    UserName: name,
    AccessKeyId: key.id,
    Status: key.active ? "Active" : "Inactive",
    CreateDate: new Date(key.createdAt),
  }));
  return result({ AccessKeyMetadata: keys, IsTruncated: marker !== undefined, Marker: marker });
};

const listSigningCertificates: Handler = (call) => {
  const { name, credentials } = holderOf(call);
  const { items, marker } = pageOf(call, credentials.certificates);
  const certificates = items.map((certificate) => ({
    UserName: name,
    CertificateId: certificate.id,
    CertificateBody: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    Status: certificate.active ? "Active" : "Inactive",
    UploadDate: new Date(certificate.uploadedAt),
  }));
  return result({ Certificates: certificates, IsTruncated: marker !== undefined, Marker: marker });
};

const getAccessKeyLastUsed: Handler = (call) => {
  const id = plainText(call.input["AccessKeyId"]);
  const { root, iam } = call.account;
  const rootKey = root.keys.find((key) => key.id === id);
  const user = [...iam.users.values()].find((one) => one.keys.some((key) => key.id === id));
  const key = rootKey ?? user?.keys.find((one) => one.id === id);
  call.authorize(
    "iam:GetAccessKeyLastUsed",
    user === undefined ? "*" : entityArn(call.state, call.account, "user", user),
  );
  // A key of another account and one that never was are not told apart.
  if (key === undefined) {
    const text = `User: ${call.caller.arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${id}`;
    throw new AwsFailure("AccessDenied", 403, text);
  }
  const used = key.lastUsed;
  return result({
    UserName: user?.name,
    AccessKeyLastUsed:
      used === null
        ? { ServiceName: "N/A", Region: "N/A" }
        : { LastUsedDate: new Date(used.at), ServiceName: used.service, Region: used.region },
  });
};

const listVirtualMfaDevices: Handler = (call) => {
  call.authorize("iam:ListVirtualMFADevices", "*");
  const status = plainText(call.input["AssignmentStatus"]) || "Any";
  const all = [
    ...(status === "Unassigned" ? [] : assignedDevices(call)),
    ...(status === "Assigned" ? [] : call.account.iam.unassigned.map(({ serial }) => ({ SerialNumber: serial }))),
  ];
  const { items, marker } = pageOf(call, all);
  return result({ VirtualMFADevices: items, IsTruncated: marker !== undefined, Marker: marker });
};

function assignedDevices(call: Call): readonly Readonly<Record<string, unknown>>[] {
  const { root, iam, id, createdAt } = call.account;
  const Arn = `arn:${call.state.partition}:iam::${id}:root`;
  const ofRoot = root.devices
    .filter((device) => device.kind === "virtual")
    .map((device) => ({
      SerialNumber: device.serial,
      EnableDate: new Date(device.enabledAt),
      User: { UserId: id, Arn, CreateDate: new Date(createdAt) },
    }));
  const ofUsers = [...iam.users.values()].flatMap((user) =>
    user.devices
      .filter((device) => device.kind === "virtual")
      .map((device) => ({
        SerialNumber: device.serial,
        EnableDate: new Date(device.enabledAt),
        User: {
          Path: user.path,
          UserName: user.name,
          UserId: stableId("AIDA", id, user.name),
          Arn: entityArn(call.state, call.account, "user", user),
          CreateDate: new Date(user.createdAt),
        },
      })),
  );
  return [...ofRoot, ...ofUsers];
}

/** Reads of what root and users prove themselves with. */
export const credentialReads: Readonly<Record<string, Handler>> = {
  GetUser: getUser,
  GetLoginProfile: getLoginProfile,
  ListMFADevices: listMfaDevices,
  ListAccessKeys: listAccessKeys,
  ListSigningCertificates: listSigningCertificates,
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
  ListVirtualMFADevices: listVirtualMfaDevices,
};

import { AwsFailure } from "../aws-failure.ts";
import { plainText } from "../plain-text.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import { deviceSerial } from "../state/build-credentials.ts";
import type { AccessKeyState, DeviceState } from "../state/iam-state.ts";
import { rootPrincipal, userPrincipal } from "../state/principal-of.ts";
import { holderOf, noSuchEntity, type Holder } from "./holder-of.ts";

/** As root (AssumeRoot) it takes neither name nor password and only allows recovery by mail. */
const createLoginProfile: Handler = (call) => {
  const { name, credentials } = holderOf(call);
  if (credentials.password !== null) {
    const text = `Login Profile for user ${name ?? call.account.id} already exists.`;
    throw new AwsFailure("EntityAlreadyExists", 409, text);
  }
  const given = plainText(call.input["Password"]);
  if (name !== null && given === "") throw new AwsFailure("ValidationError", 400, "Password must be given.");
  const changedAt = call.state.clock.now();
  credentials.password = { value: name === null ? null : given, changedAt, lastUsedAt: null };
  return result({ LoginProfile: { UserName: name, CreateDate: new Date(changedAt), PasswordResetRequired: false } });
};

const deleteLoginProfile: Handler = (call) => {
  const { name, credentials } = holderOf(call);
  if (credentials.password === null)
    throw noSuchEntity(`Login Profile for User ${name ?? call.account.id} cannot be found.`);
  credentials.password = null;
  return result();
};

const createAccessKey: Handler = (call) => {
  const holder = holderOf(call);
  if (holder.credentials.keys.length >= 2) {
    throw new AwsFailure("LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2");
  }
  const { random, clock } = call.state;
  const key: AccessKeyState = {
    id: `AKIA${random.upper(16)}`,
    secret: random.secret(40),
    active: true,
    createdAt: clock.now(),
    lastUsed: null,
  };
  holder.credentials.keys = [...holder.credentials.keys, key];
  makeKnown(call, holder, key);
  return result({
    AccessKey: {
      UserName: holder.name,
      AccessKeyId: key.id,
      Status: "Active",
      SecretAccessKey: key.secret,
      CreateDate: new Date(key.createdAt),
    },
  });
};

const updateAccessKey: Handler = (call) => {
  const holder = holderOf(call);
  const key = knownKey(call, holder);
  const active = plainText(call.input["Status"]) === "Active";
  holder.credentials.keys = holder.credentials.keys.map((one) => (one.id === key.id ? { ...one, active } : one));
  if (active) makeKnown(call, holder, key);
  else call.state.credentials.remove(key.id);
  return result();
};

const deleteAccessKey: Handler = (call) => {
  const holder = holderOf(call);
  const key = knownKey(call, holder);
  holder.credentials.keys = holder.credentials.keys.filter(({ id }) => id !== key.id);
  call.state.credentials.remove(key.id);
  return result();
};

const deleteSigningCertificate: Handler = (call) => {
  const { credentials } = holderOf(call);
  const wanted = plainText(call.input["CertificateId"]);
  if (!credentials.certificates.some(({ id }) => id === wanted)) {
    throw noSuchEntity(`The Certificate with id ${wanted} cannot be found.`);
  }
  credentials.certificates = credentials.certificates.filter(({ id }) => id !== wanted);
  return result();
};

/** A virtual device goes on existing without an owner, as in AWS. */
const deactivateMfaDevice: Handler = (call) => {
  const { credentials } = holderOf(call);
  const serial = plainText(call.input["SerialNumber"]);
  const device = credentials.devices.find((one) => one.serial === serial);
  if (device === undefined) throw noSuchEntity(`MFADevice with serial number ${serial} does not exist.`);
  credentials.devices = credentials.devices.filter((one) => one !== device);
  const { iam } = call.account;
  if (device.kind === "virtual") iam.unassigned = [...iam.unassigned, device];
  return result();
};

const createVirtualMfaDevice: Handler = (call) => {
  const name = plainText(call.input["VirtualMFADeviceName"]);
  const { partition, random, clock } = call.state;
  const serial = deviceSerial("virtual", name, { partition, account: call.account.id, owner: null });
  call.authorize("iam:CreateVirtualMFADevice", serial);
  if (allDevices(call).some((device) => device.serial === serial)) {
    throw new AwsFailure("EntityAlreadyExists", 409, "MFADevice entity at the same path and name already exists.");
  }
  const device: DeviceState = { kind: "virtual", serial, seed: random.upper(64), enabledAt: clock.now() };
  call.account.iam.unassigned = [...call.account.iam.unassigned, device];
  const Base32StringSeed = Buffer.from(device.seed ?? "").toString("base64");
  return result({ VirtualMFADevice: { SerialNumber: serial, Base32StringSeed } });
};

const deleteVirtualMfaDevice: Handler = (call) => {
  const serial = plainText(call.input["SerialNumber"]);
  call.authorize("iam:DeleteVirtualMFADevice", serial);
  const { iam } = call.account;
  if (iam.unassigned.some((device) => device.serial === serial)) {
    iam.unassigned = iam.unassigned.filter((device) => device.serial !== serial);
    return result();
  }
  if (allDevices(call).some((device) => device.serial === serial)) {
    throw new AwsFailure("DeleteConflict", 409, "Mfa device must be deactivated before it is deleted.");
  }
  throw noSuchEntity(`VirtualMFADevice with serial number ${serial} does not exist.`);
};

/** Writes to what root and users prove themselves with. */
export const credentialWrites: Readonly<Record<string, Handler>> = {
  CreateLoginProfile: createLoginProfile,
  DeleteLoginProfile: deleteLoginProfile,
  CreateAccessKey: createAccessKey,
  UpdateAccessKey: updateAccessKey,
  DeleteAccessKey: deleteAccessKey,
  DeleteSigningCertificate: deleteSigningCertificate,
  DeactivateMFADevice: deactivateMfaDevice,
  CreateVirtualMFADevice: createVirtualMfaDevice,
  DeleteVirtualMFADevice: deleteVirtualMfaDevice,
};

function knownKey(call: Call, holder: Holder): AccessKeyState {
  const wanted = plainText(call.input["AccessKeyId"]);
  const key = holder.credentials.keys.find(({ id }) => id === wanted);
  if (key === undefined) throw noSuchEntity(`The Access Key with id ${wanted} cannot be found.`);
  return key;
}

function makeKnown(call: Call, holder: Holder, key: AccessKeyState): void {
  const user = holder.name === null ? undefined : call.account.iam.users.get(holder.name);
  const principal =
    user === undefined
      ? rootPrincipal(call.state, call.account, { kind: "key" })
      : userPrincipal(call.state, call.account, user);
  call.state.credentials.add(principal, key.id, key.secret);
}

function allDevices({ account }: Call): readonly DeviceState[] {
  const ofUsers = [...account.iam.users.values()].flatMap((user) => user.devices);
  return [...account.root.devices, ...ofUsers, ...account.iam.unassigned];
}

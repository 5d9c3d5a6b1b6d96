import type { Words } from "#web/words.ts";
import type { zh } from "./account-words.zh.ts";

export const en: Words<typeof zh> = {
  title: "Sign-in and security",
  lead: "Where this account is signed in. If you do not know a device, sign out everywhere and change your password.",
  who: "Account",
  name: "Name",
  role: "Role",
  department: "Department",
  sessions: "Devices signed in",
  device: "Device",
  unknownDevice: "Unknown device",
  address: "Network address",
  started: "Signed in",
  expires: "Ends by itself",
  here: "this device",
  everywhere: "Sign out everywhere",
  everywhereTitle: "Sign out on every device?",
  everywhereWhy:
    "Every sign-in ends at once, this one included. Unfinished applications are saved; sign in again to go on.",
  everywhereDo: "Sign out everywhere",
  stay: "Stay signed in",
  ended: "Signed out on {n} {n|device|devices}",
  password: "Change the password",
  passwordWhy: "Sign-ins on other devices end at once when it is changed.",
  current: "Present password",
  next: "New password",
  nextHint:
    "At least 10 characters; not a common one, and without your user name, name, staff number, identity number or date of birth",
  again: "New password once more",
  wrong: "The present password is not right",
  differs: "The two new passwords are not the same",
  change: "Change the password",
  changed: "The password is changed; other devices are signed out",
};

import { maskCitizenId } from "#official/citizen-id.ts";
import { maskName, maskPhone } from "#official/contact.ts";
import type { Agent, Applicant, Delivery } from "./events.ts";
import type { Answers, Field } from "./field.ts";

const maskAddress = (address: string): string => (address.length <= 6 ? "***" : `${address.slice(0, 6)}***`);

/** Who handles a case reads names in full and numbers masked. */
export type Names = "masked" | "in-full";
const named = (name: string, names: Names): string => (names === "in-full" ? name : maskedName(name));

const sampleMark = "示例·";
/** That a person is made up stays readable: it is no part of the name. */
const maskedName = (name: string): string =>
  name.startsWith(sampleMark) ? sampleMark + maskName(name.slice(sampleMark.length)) : maskName(name);

/** A company's name and code are public; a person's are shown to those whose task needs them. */
export const maskApplicant = (applicant: Applicant, names: Names = "masked"): Applicant => ({
  kind: applicant.kind,
  name: names === "in-full" ? applicant.name : shownName(applicant),
  idNumber: applicant.kind === "person" ? maskCitizenId(applicant.idNumber) : applicant.idNumber,
  phone: maskPhone(applicant.phone),
  ...(applicant.address && {
    address: applicant.kind === "person" ? maskAddress(applicant.address) : applicant.address,
  }),
  ...(applicant.legalRepresentative && { legalRepresentative: named(applicant.legalRepresentative, names) }),
});

export const shownName = ({ kind, name }: Pick<Applicant, "kind" | "name">): string =>
  kind === "person" ? maskedName(name) : name;

export const maskAgent = ({ name, idNumber, phone, mandate }: Agent, names: Names = "masked"): Agent => ({
  name: named(name, names),
  idNumber: maskCitizenId(idNumber),
  phone: maskPhone(phone),
  mandate,
});

export const maskDelivery = (
  { way, address, recipient, phone }: Delivery,
  names: Names = "masked",
): Delivery => ({
  way,
  ...(address && { address: maskAddress(address) }),
  ...(recipient && { recipient: named(recipient, names) }),
  ...(phone && { phone: maskPhone(phone) }),
});

/** Numbers that name a person are masked by their kind; what the case is decided by stays readable. */
export const maskAnswers = (form: Answers, fields: readonly Field[]): Answers =>
  Object.fromEntries(
    Object.entries(form).map(([id, answer]) => {
      const kind = fields.find((field) => field.id === id)?.kind;
      if (typeof answer !== "string") return [id, answer];
      if (kind === "identity") return [id, maskCitizenId(answer)];
      return [id, kind === "phone" ? maskPhone(answer) : answer];
    }),
  );

import type { Field } from "#cases/field.ts";
import { useWords } from "#web/language.tsx";
import { FieldInput } from "#web/ui/field.tsx";
import { usePartyName } from "#web/ui/parties.tsx";
import { idOf, type PartProps } from "./part.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** At the counter, by courier, or as an electronic licence: the applicant chooses. */
export const DeliveryStep = ({ content, change, item, here, errorAt }: PartProps) => {
  const say = useWords(zh, en);
  const partyName = usePartyName();
  const { delivery, applicant } = content;
  const both = (text: string) => ({ zh: text, en: text });
  const ask = (
    name: keyof typeof delivery,
    kind: Field["kind"],
    label: string,
    more: Partial<Field> = {},
    autoComplete?: string,
  ) => (
    <FieldInput
      field={{ id: name, kind, label: both(label), required: true, ...more }}
      id={idOf(`delivery.${name}`)}
      value={delivery[name]}
      error={errorAt(`delivery.${name}`)}
      autoComplete={autoComplete}
      onChange={(value) => change((now) => ({ ...now, delivery: { ...now.delivery, [name]: value } }))}
    />
  );
  const options = item.delivery.map((way) => ({
    value: way,
    label: both(say(`delivery.${way}`, { here: partyName(here) })),
  }));
  const choose = (value: string | boolean) => {
    const way = value as "window" | "courier" | "electronic";
    const known =
      way === "courier"
        ? { recipient: applicant.name, phone: applicant.phone, address: applicant.address, ...delivery }
        : delivery;
    change((now) => ({ ...now, delivery: { ...known, way } }));
  };
  return (
    <>
      <FieldInput
        field={{ id: "way", kind: "choice", label: both(say("deliveryQuestion")), required: true, options }}
        id={idOf("delivery.way")}
        value={delivery.way}
        error={errorAt("delivery.way")}
        onChange={choose}
      />
      {delivery.way === "courier" && (
        <>
          {ask("recipient", "text", say("recipient"), { maxLength: 100 }, "name")}
          {ask("phone", "phone", say("recipientPhone"), { maxLength: 20 }, "tel")}
          {ask(
            "address",
            "text",
            say("deliveryAddress"),
            { hint: both(say("deliveryAddressHint")), maxLength: 200 },
            "street-address",
          )}
        </>
      )}
    </>
  );
};

import type { Delivery } from "../../events.ts";
import type { Field } from "../../field.ts";
import type { Item } from "../../item.ts";
import { useWords } from "#web/language.tsx";
import { FieldInput } from "#web/ui/field.tsx";
import type { ChangeHandIn, HandInDraft } from "./hand-in-draft.ts";
import { en } from "./hand-in.en.ts";
import { zh } from "./hand-in.zh.ts";

type Props = {
  draft: HandInDraft;
  item: Item;
  onChange: ChangeHandIn;
  errorOf: (path: string) => string | undefined;
};
const wayWords: Record<Delivery["way"], "wayWindow" | "wayCourier" | "wayElectronic"> = {
  window: "wayWindow",
  courier: "wayCourier",
  electronic: "wayElectronic",
};
const courierFields = [
  { name: "recipient", kind: "text", word: "recipient" },
  { name: "phone", kind: "phone", word: "phone" },
  { name: "address", kind: "text", word: "address" },
] as const;

export const HandInDelivery = ({ draft, item, onChange, errorOf }: Props) => {
  const say = useWords(zh, en);
  const { delivery } = draft;
  const way: Field = {
    id: "way",
    kind: "choice",
    required: true,
    label: { zh: zh.delivery, en: en.delivery },
    options: item.delivery.map((one) => ({
      value: one,
      label: { zh: zh[wayWords[one]], en: en[wayWords[one]] },
    })),
  };
  return (
    <>
      <FieldInput
        field={way}
        id="hand-in-delivery-way"
        value={delivery.way}
        error={errorOf("delivery.way")}
        onChange={(value) => onChange({ ...draft, delivery: { ...delivery, way: value as Delivery["way"] } })}
      />
      {delivery.way === "courier" &&
        courierFields.map((one) => (
          <FieldInput
            key={one.name}
            field={{
              id: one.name,
              kind: one.kind,
              required: true,
              label: { zh: zh[one.word], en: en[one.word] },
            }}
            id={`hand-in-delivery-${one.name}`}
            value={delivery[one.name]}
            error={errorOf(`delivery.${one.name}`)}
            onChange={(value) => onChange({ ...draft, delivery: { ...delivery, [one.name]: value } })}
          />
        ))}
      {delivery.way === "electronic" && <p className="tiny">{say("electronicWhy")}</p>}
    </>
  );
};

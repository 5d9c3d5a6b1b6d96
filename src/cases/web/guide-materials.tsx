import type { Item, Material } from "#cases/item.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { isSample, showCopies, showWhen, sortMaterials } from "./item-view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The complete list: what to bring, and what must not be asked because authorities get it from each other. */
export const GuideMaterials = ({ item }: { item: Item }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { bring, shared } = sortMaterials(item);
  return (
    <section className="card">
      <h2>
        {say("materials")} {isSample(item, "materials") && <SampleMark />}
      </h2>
      <p className="muted small">{say("materialsLead")}</p>
      {bring.map((one) => (
        <Paper key={one.id} material={one} form={item.form} />
      ))}
      {shared.length > 0 && (
        <div className="note good">
          <h3>{say("sharedHead")}</h3>
          <p className="small">{say("shared")}</p>
          <ul>
            {shared.map((one) => (
              <li key={one.id}>
                {said(one.name)} <span className="tiny">{said(one.issuer)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
};

const Paper = ({ material, form }: { material: Material; form: Item["form"] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <div className="paper">
      <b>{said(material.name)}</b>{" "}
      {material.when ? (
        <span className="tiny">{say("onlyIf", { when: showWhen(material.when, form, said, say) })}</span>
      ) : (
        !material.necessary && <span className="tiny">{say("optionalPaper")}</span>
      )}
      <p className="small muted">{`${showCopies(material, say)} · ${say("issuedBy", { issuer: said(material.issuer) })}`}</p>
      {material.note && <p className="small">{said(material.note)}</p>}
      {material.sample && <p className="small">{say("goodOne", { sample: said(material.sample) })}</p>}
    </div>
  );
};

import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { State } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import type { SignatureRow } from "../contract.ts";
import { Seals } from "./seals.tsx";
import { signatoryWords } from "./signatory.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Who signed what when, checked again for this very page. */
export const Signings = ({ signatures }: { signatures: readonly SignatureRow[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <div className="signings">
      {signatures.map((one) => (
        <div key={one.party}>
          <Seals signatures={[one]} />
          <div>
            <p>
              <PartyName party={one.party} />
            </p>
            {one.at ? (
              <>
                <p className="small">{say("signed", { moment: showMoment(one.at) })}</p>
                {one.signatory && (
                  <p className="small">
                    {say("signatory", { signatory: said(signatoryWords(one.signatory)) })}
                  </p>
                )}
                <p>
                  <State colour={one.verified ? "green" : "red"}>
                    {say(one.verified ? "verified" : "notVerified")}
                  </State>
                </p>
                {one.keyId && <p className="tiny">{say("keyId", { key: one.keyId })}</p>}
              </>
            ) : (
              <p className="small muted">{say("notSigned")}</p>
            )}
          </div>
        </div>
      ))}
    </div>
  );
};

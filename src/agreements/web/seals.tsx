import { useReading, useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import type { SignatureRow } from "../contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const short = (name: string, isEnglish: boolean) =>
  isEnglish ? name.slice(0, 2).toUpperCase() : name.slice(0, 2);

/** One seal per party in the fixed order: red and closed once signed, an empty frame until then. */
export const Seals = ({ signatures }: { signatures: readonly SignatureRow[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  return (
    <span className="seals">
      {signatures.map((one) => (
        <span
          key={one.party}
          className={`seal ${one.at ? "" : "open"}`}
          title={`${said(one.partyName)} · ${one.at ? say("signed", { moment: showMoment(one.at) }) : say("notSigned")}`}
        >
          <span aria-hidden="true">{short(said(one.partyName), language === "en")}</span>
          <span className="unseen">{`${said(one.partyName)} ${one.at ? say("signed", { moment: showMoment(one.at) }) : say("notSigned")}`}</span>
        </span>
      ))}
    </span>
  );
};

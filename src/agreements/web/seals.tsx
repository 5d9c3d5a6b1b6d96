import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { shortName } from "#web/ui/short-name.ts";
import type { SignatureRow } from "../contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** One seal per party in the fixed order, in Chinese as seals are: red and closed once signed, an empty frame until then. */
export const Seals = ({ signatures }: { signatures: readonly SignatureRow[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <span className="seals">
      {signatures.map((one) => (
        <span
          key={one.party}
          className={`seal ${one.at ? "" : "open"}`}
          title={`${said(one.partyName)} · ${one.at ? say("signed", { moment: showMoment(one.at) }) : say("notSigned")}`}
        >
          <span aria-hidden="true" lang="zh-CN">
            {shortName(one.partyName).zh}
          </span>
          <span className="unseen">{`${said(one.partyName)} ${one.at ? say("signed", { moment: showMoment(one.at) }) : say("notSigned")}`}</span>
        </span>
      ))}
    </span>
  );
};

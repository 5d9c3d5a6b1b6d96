import { useEffect, useRef, useState } from "react";
import type { CaseView } from "../../view.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { sheetsOf, type Sheet } from "./sheets.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const zooms = [50, 75, 100, 150, 200, 300] as const;

const withoutSheet: Partial<Record<Sheet["kind"], "onPaper" | "shared" | "made">> = {
  paper: "onPaper",
  shared: "shared",
  made: "made",
};

/** The papers, one at a time, at the side of the form: images zoom here, PDF has its own reader. */
export const PaperViewer = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      sheetsOf(view.materials).findIndex((one) => one.digest),
    ),
  );
  const [zoom, setZoom] = useState<number | "fit">("fit");
  const sheets = sheetsOf(view.materials);
  const sheet = sheets[Math.min(at, sheets.length - 1)];
  if (!sheet) return <Empty>{say("noPapers")}</Empty>;
  const address = sheet.digest && `/api/cases/${view.id}/attachments/${sheet.digest}`;
  const name = said(sheet.name);
  const change = (by: 1 | -1) => {
    const now = zooms.findIndex((one) => one === (zoom === "fit" ? 100 : zoom));
    setZoom(zooms[Math.min(zooms.length - 1, Math.max(0, now + by))] ?? 100);
  };
  return (
    <div className="papers-view">
      <div className="tools">
        <select aria-label={say("papers")} value={at} onChange={(event) => setAt(Number(event.target.value))}>
          {sheets.map((one, index) => (
            <option
              key={`${one.material}-${one.page}`}
              value={index}
            >{`${index + 1}. ${said(one.name)}${one.pages > 1 ? ` ${one.page}/${one.pages}` : ""}`}</option>
          ))}
        </select>
        <Button
          look="quiet"
          reason={at === 0 ? say("firstPaper") : undefined}
          showReason={false}
          onClick={() => setAt(at - 1)}
        >
          {say("previous")}
        </Button>
        <Button
          look="quiet"
          reason={at === sheets.length - 1 ? say("lastPaper") : undefined}
          showReason={false}
          onClick={() => setAt(at + 1)}
        >
          {say("next")}
        </Button>
        {sheet.kind === "image" && (
          <>
            <button
              type="button"
              className="btn quiet"
              aria-label={say("smaller")}
              onClick={() => change(-1)}
            >
              −
            </button>
            {zoom !== "fit" && <span className="tiny">{`${zoom}%`}</span>}
            <button type="button" className="btn quiet" aria-label={say("larger")} onClick={() => change(1)}>
              +
            </button>
            <Button look="quiet" onClick={() => setZoom("fit")}>
              {say("fit")}
            </Button>
          </>
        )}
        {address && (
          <a className="push" href={address} target="_blank" rel="noopener">
            {say("openInTab")}
          </a>
        )}
      </div>
      {sheet.kind === "image" ? (
        <a className="sheet" href={address} target="_blank" rel="noopener">
          <img src={address} alt={name} style={zoom === "fit" ? { width: "100%" } : { width: `${zoom}%` }} />
        </a>
      ) : sheet.kind === "pdf" ? (
        <PdfFrame address={address ?? ""} title={name} />
      ) : (
        <Empty>{say(withoutSheet[sheet.kind] ?? "noPreview", { name })}</Empty>
      )}
    </div>
  );
};

/** A browser's own PDF reader refuses to work inside a sandbox, so this frame has none; the answer's policy binds it. */
const PdfFrame = ({ address, title }: { address: string; title: string }) => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = document.createElement("iframe");
    frame.src = address;
    frame.title = title;
    place.current?.replaceChildren(frame);
  }, [address, title]);
  return <div ref={place} />;
};

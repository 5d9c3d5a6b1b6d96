import type { Language } from "#base/bilingual.ts";
import type { DocumentFacts } from "./document-facts.ts";
import { documentStyle } from "./document-style.ts";
import { drawUp } from "./draw-up.ts";
import { html, type Markup } from "./markup.ts";
import { qrPath } from "./qr-path.ts";
import { linesOf, printable, type Passage, type Said, type Sheet } from "./sheet.ts";

/** Chinese, and English below it where English was asked for. */
const both = ({ zh, en }: Said, language: Language): Markup =>
  language === "en" && en?.trim()
    ? html`${printable(zh)}<span class="en" lang="en">${printable(en)}</span>`
    : html`${printable(zh)}`;

const drawPairs = (passage: Extract<Passage, { kind: "pairs" }>, language: Language): Markup =>
  html`<table class="pairs">
    ${passage.rows.map(({ name, value, blank }) =>
      blank === undefined
        ? html`<tr>
            <th scope="row">${both(name, language)}</th>
            <td>${both(value, language)}</td>
          </tr>`
        : html`<tr style="height:${blank}mm">
            <th scope="row">${both(name, language)}</th>
            <td class="blank">${both(value, language)}</td>
          </tr>`,
    )}
  </table>`;

const drawTable = ({ columns, rows }: Extract<Passage, { kind: "table" }>, language: Language): Markup =>
  html`<table>
    <colgroup>
      ${columns.map(({ share }) => html`<col style="width:${share}%" />`)}
    </colgroup>
    <thead>
      <tr>
        ${columns.map(({ name }) => html`<th scope="col">${both(name, language)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, at) => html`<td${columns[at]!.centred ? html` class="centred"` : ""}>${both(cell, language)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;

const drawCode = (
  { text, label, code, notes }: Extract<Passage, { kind: "code" }>,
  language: Language,
): Markup => {
  const { path, width } = qrPath(text);
  return html`<section class="code">
    <svg viewBox="0 0 ${width} ${width}" role="img" aria-label="${label.zh}" shape-rendering="crispEdges">
      <path d="${path}" />
    </svg>
    <div>
      <p>${both(label, language)}</p>
      <strong>${printable(code)}</strong>${notes.map((note) => html`<p>${both(note, language)}</p>`)}
    </div>
  </section>`;
};

const drawPassage = (passage: Passage, language: Language): Markup => {
  switch (passage.kind) {
    case "addressee":
      return html`<p class="flush">${both(passage.words, language)}</p>`;
    case "paragraph":
      return html`<p>${both(passage.words, language)}</p>`;
    case "heading":
      return html`<h2>${both(passage.words, language)}</h2>`;
    case "told":
      return html`${linesOf(passage.text).map((line) => html`<p>${line}</p>`)}`;
    case "pairs":
      return drawPairs(passage, language);
    case "table":
      return drawTable(passage, language);
    case "code":
      return drawCode(passage, language);
  }
};

/** A ring that cannot be mistaken for anybody's seal: it names no authority and says what it is. */
const sampleSeal = html`<svg
  class="seal"
  viewBox="-50 -50 100 100"
  role="img"
  aria-label="示例印章，无效 / sample seal, not valid"
>
  <g transform="rotate(-6)" fill="none" stroke="#b8352b" opacity=".85">
    <circle r="47" stroke-width="2.6" />
    <circle r="43" stroke-width=".7" />
    <g
      fill="#b8352b"
      stroke="none"
      text-anchor="middle"
      font-family="'Songti SC','Noto Serif CJK SC',SimSun,serif"
      font-weight="700"
    >
      <text y="-20" font-size="12" letter-spacing="1.5">示例印章</text>
      <text y="27" font-size="6">SAMPLE SEAL</text>
      <text y="34.5" font-size="6">NOT VALID</text>
    </g>
  </g>
</svg>`;

const drawClosing = ({ closing }: Sheet): Markup =>
  html`<section class="closing">
    ${closing.sealed === "sample" ? sampleSeal : undefined}
    <p>${printable(closing.issuer.zh)}</p>
    <p>${printable(closing.day.zh)}</p>
    ${closing.sealed === "empty" ? html`<p class="place">（印章）</p>` : undefined}
  </section>`;

/** The code of a receipt stands beside the seal, so that the receipt stays on one sheet. */
const drawMain = (sheet: Sheet): Markup[] => {
  const last = sheet.passages.at(-1);
  const passages = last?.kind === "code" ? sheet.passages.slice(0, -1) : sheet.passages;
  const drawn = passages.map((passage) => drawPassage(passage, sheet.language));
  return last?.kind === "code"
    ? [...drawn, html`<div class="last">${drawCode(last, sheet.language)}${drawClosing(sheet)}</div>`]
    : [...drawn, drawClosing(sheet)];
};

/** The document as a page of its own: no script, no foreign address, ready to be printed on A4. */
export const renderHtml = (facts: DocumentFacts): string => {
  const sheet = drawUp(facts);
  const { language, title } = sheet;
  const style: Markup = { markup: documentStyle };
  const mark = html`<span class="mark">
    示例${language === "en" ? html`<span class="en" lang="en">SAMPLE</span>` : undefined}
  </span>`;
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${printable(`${title.zh} ${sheet.number}`)}</title><style>${style}</style></head>
<body class="${sheet.shape}"><header><p class="issuer">${both(sheet.issuer, language)}</p>${sheet.acting && html`<p class="acting">${both({ zh: `（${sheet.acting.zh}）`, en: sheet.acting.en }, language)}</p>`}<h1${title.zh.length > 8 ? html` class="long"` : ""}>${both(title, language)}</h1></header>
<p class="number">${sheet.sample ? mark : undefined}<span>${printable(sheet.number)}</span></p>
<main>${drawMain(sheet)}</main>
<footer>${sheet.foot.map((line) => html`<p>${both(line, language)}</p>`)}</footer></body></html>
`.markup;
};

/** The page: a file is dropped or chosen, checked, and shown; nothing leaves the machine. */
import { toHex } from "../canonical.mjs";
import { verifyEvidence } from "../checks.mjs";
import { browserCrypto, canCheck } from "./browser-crypto.mjs";
import { el, mark } from "./draw.mjs";
import { pageWords } from "./page-words.mjs";
import { resultView, shownOf } from "./result-view.mjs";

const state = {
  language: navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en",
  isAble: true,
  isWorking: false,
  result: undefined,
  known: "",
  matched: new Set(),
  note: undefined,
};

const change = (part) => {
  Object.assign(state, part);
  draw();
};

const words = () => pageWords[state.language];

const readEvidence = async (file) => {
  change({ isWorking: true, result: undefined, matched: new Set(), note: undefined });
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    change({ isWorking: false, result: await verifyEvidence(bytes, browserCrypto) });
  } catch {
    change({ isWorking: false, note: `${words().readFailed}: ${file.name}` });
  }
  scrollTo(0, 0);
};

const compareAttachment = async (file) => {
  const digest = toHex(await browserCrypto.sha256(new Uint8Array(await file.arrayBuffer())));
  const isNamed = state.result.events.some(({ event }) =>
    event.attachments?.some((attachment) => attachment.digest === digest),
  );
  if (isNamed) state.matched.add(digest);
  change({ note: isNamed ? words().match(file.name) : words().noMatch(file.name) });
};

const fileButton = (label, style, take) =>
  el(
    "label",
    { class: `btn file ${style}` },
    label,
    el("input", {
      type: "file",
      "aria-label": label,
      onchange: ({ target }) => target.files[0] && take(target.files[0]),
    }),
  );

const startView = () =>
  el(
    "main",
    { class: "wrap start" },
    el("h1", {}, words().ask),
    el("p", { class: "muted" }, words().promise),
    state.isAble
      ? el(
          "div",
          { class: "drop" },
          state.isWorking
            ? el("p", { role: "status" }, words().working)
            : fileButton(words().choose, "", readEvidence),
          !state.isWorking && el("p", { class: "muted" }, words().drop),
        )
      : el("p", { class: "notice", role: "alert" }, words().cannot),
    state.note && el("p", { class: "notice", role: "alert" }, state.note),
  );

const siteHeader = () =>
  el(
    "header",
    { class: "site" },
    el(
      "div",
      { class: "wrap" },
      mark(),
      el("div", { class: "name" }, words().product, el("small", {}, words().tagline)),
      el(
        "button",
        {
          class: "plain",
          type: "button",
          lang: state.language === "zh" ? "en" : "zh-CN",
          onclick: () => change({ language: state.language === "zh" ? "en" : "zh", note: undefined }),
        },
        words().other,
      ),
    ),
  );

const hasAttachments = () => state.result.events.some(({ event }) => event.attachments?.length);

const acts = () => [
  hasAttachments() && fileButton(words().compareFile, "ghost", compareAttachment),
  el("button", { class: "ghost", type: "button", onclick: () => print() }, words().print),
  fileButton(words().another, "ghost", readEvidence),
];

function draw() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  document.title = words().title;
  const shown = state.result && {
    ...shownOf(state.result, state.language, words()),
    matched: state.matched,
    note: state.note,
    known: state.known,
    onKnown: (known) => (state.known = known),
  };
  document.body.replaceChildren(siteHeader(), shown ? resultView(shown, acts()) : startView());
}

addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("over");
});
addEventListener("dragleave", () => document.body.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  const file = event.dataTransfer?.files[0];
  if (file && state.isAble) void readEvidence(file);
});

draw();
if (!(await canCheck())) change({ isAble: false });

/** A checked file on screen: the verdict, every check, the events in order, and where trust begins. */
import {
  checkWord,
  clauseWord,
  conflictWord,
  eventWord,
  findingWord,
  partyWord,
  roleWord,
} from "../words.mjs";
import { el, lanes, sign } from "./draw.mjs";

const most = 20;

const timeOf = (instant, parts) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", ...parts }).format(new Date(instant));
const dayAndTime = (instant) => timeOf(instant, { dateStyle: "short", timeStyle: "medium" });
const clockTime = (instant) => timeOf(instant, { timeStyle: "medium" });

const checksCard = ({ result, language, words }) => {
  const other = language === "zh" ? "en" : "zh";
  const otherLang = { lang: other === "zh" ? "zh-CN" : "en" };
  const row = ({ id, ok, findings }) =>
    el(
      "li",
      { class: ok === true ? "check" : ok === false ? "check bad" : "check none", "data-check": id },
      sign(ok, ok === true ? "✓" : ok === false ? "✗" : "–"),
      el(
        "div",
        {},
        el("strong", {}, checkWord(id)[language], ok === null && ` · ${words.unchecked}`),
        el("div", { class: "tiny", ...otherLang }, checkWord(id)[other]),
        findings.length > 0 &&
          el(
            "ul",
            { class: "found" },
            findings.slice(0, most).map((finding) => {
              const said = findingWord(result.nodes, finding);
              return el(
                "li",
                { "data-code": finding.code },
                said[language],
                el("span", { class: "tiny", ...otherLang }, said[other]),
              );
            }),
            findings.length > most && el("li", {}, words.more(findings.length - most)),
          ),
      ),
    );
  const good = result.checks.filter(({ ok }) => ok).length;
  return el(
    "section",
    { class: "card" },
    el(
      "div",
      { class: "head" },
      el("h2", {}, words.checks),
      el("span", { class: "tiny" }, words.count(good, result.checks.length)),
    ),
    el("ol", {}, result.checks.map(row)),
  );
};

const holds = (result, id) => result.checks.some((check) => check.id === id && check.ok);

/** Who acknowledged the page of an event, and when: the header of the other that says so is in the file. */
const acknowledgedBy = ({ author, page }, { result, name, words }) => {
  if (!holds(result, "acknowledgements")) return [];
  return [
    ...result.acknowledgements
      .filter((one) => one.of === author && one.page === page)
      .map(({ by, at }) => {
        const told = result.pages.get(by)?.find(({ number }) => number === at);
        return el("span", { class: "light g" }, words.taken(name(by), told ? clockTime(told.sealedAt) : ""));
      }),
    ...result.pending
      .filter((one) => one.of === author && one.page === page)
      .map(({ by }) => el("span", { class: "light y" }, words.waiting(name(by)))),
  ];
};

const eventRow = (entry, at, shown) => {
  const { result, language, words, name, colour, parties, matched } = shown;
  const { author, page, sealedAt, event } = entry;
  const under = event.clause && clauseWord(result.agreements, event.clause);
  const number = typeof event.data.documentNumber === "string" ? event.data.documentNumber : undefined;
  const before = at === 0 ? undefined : parties.indexOf(result.events[at - 1].author);
  return el(
    "li",
    { class: "event", "data-type": event.type },
    lanes(parties.map(colour), parties.indexOf(author), before),
    el(
      "div",
      { class: "words" },
      el(
        "div",
        { class: "line" },
        el("b", {}, eventWord(event.type)[language]),
        number && el("span", { class: "muted" }, number),
        el("time", { datetime: event.time }, dayAndTime(event.time)),
      ),
      el(
        "div",
        {},
        el("span", { class: `party p${colour(author)}` }, name(author)),
        el("span", { class: "muted" }, ` · ${roleWord(event.actor.role)[language]}`),
      ),
      el(
        "div",
        { class: "tiny" },
        under ? words.under(under.clause[language], under.agreement[language]) : words.alone,
      ),
      el("div", { class: "line tiny" }, words.page(page, clockTime(sealedAt)), acknowledgedBy(entry, shown)),
      (event.attachments ?? []).map(({ digest, size, mediaType }) =>
        el(
          "div",
          { class: "line tiny" },
          words.attachment(mediaType, size),
          matched.has(digest) && el("span", { class: "light g" }, words.matches),
        ),
      ),
      el(
        "details",
        {},
        el("summary", {}, words.whole),
        el("pre", { tabindex: "0" }, JSON.stringify(event, undefined, 2)),
      ),
    ),
  );
};

const eventsCard = (shown) =>
  el(
    "section",
    { class: "card" },
    el(
      "div",
      { class: "head" },
      el("h2", {}, shown.words.course),
      el("span", { class: "tiny" }, shown.words.proved(shown.result.events.length)),
    ),
    el(
      "ol",
      {},
      shown.result.events.map((entry, at) => eventRow(entry, at, shown)),
    ),
  );

const storiesCard = ({ result, words, name }) =>
  el(
    "section",
    { class: "card" },
    el("div", { class: "head" }, el("h2", {}, words.stories)),
    result.conflict.stories.map(({ heldBy, digest, sealedAt }) =>
      el(
        "div",
        { class: "row" },
        el("span", {}, words.heldBy(name(heldBy))),
        el("p", { class: "digest" }, digest.match(/.{1,8}/g).join(" ")),
        el("div", { class: "tiny" }, words.page(result.conflict.number, dayAndTime(sealedAt))),
      ),
    ),
  );

const mainCard = (shown) => {
  if (shown.result.events.length > 0) return eventsCard(shown);
  return shown.result.conflict?.stories.length > 0 ? storiesCard(shown) : el("div", { hidden: true });
};

const trustCard = ({ result, language, words, name, known, onKnown }) => {
  const answer = el("span", { role: "status" });
  const compare = (typed) => {
    const text = typed.trim().toLowerCase().replaceAll(/\s/g, "");
    const isSame = text === result.founding;
    answer.className = text.length < 64 && !isSame ? "" : isSame ? "light g" : "light r";
    answer.textContent = answer.className === "" ? "" : isSame ? words.same : words.different;
  };
  const input = el("input", {
    type: "text",
    id: "known",
    autocomplete: "off",
    spellcheck: "false",
    value: known,
    oninput: ({ target }) => {
      onKnown(target.value);
      compare(target.value);
    },
  });
  compare(known);
  const groups = result.founding.match(/.{1,8}/g).join(" ");
  return el(
    "section",
    { class: "card" },
    el("div", { class: "head" }, el("h2", {}, words.founding)),
    el(
      "div",
      { class: "row" },
      el("p", { class: "tiny" }, words.trust),
      el("p", { class: "digest" }, groups),
      el(
        "div",
        { class: "compare" },
        el("label", { for: "known", class: "tiny" }, words.paste, " ", answer),
        input,
      ),
    ),
    [...result.agreements.values()].map((agreement) =>
      el(
        "div",
        { class: "row" },
        agreement.title?.[language] ?? agreement.id,
        el(
          "div",
          { class: "tiny" },
          (holds(result, "agreement-signatures") ? words.signedBy : words.between)(
            agreement.parties.map(name).join(words.listOf),
          ),
        ),
      ),
    ),
  );
};

/** What the file is about, as its own first event says it; else the bare subject. */
const titleOf = ({ result, language }) => {
  if (result.conflict) return [conflictWord(result)[language]];
  const { itemName, number } = result.events[0]?.event.data ?? {};
  return [itemName?.[language] ?? result.subject, number].filter((part) => typeof part === "string");
};

export const resultView = (shown, acts) => {
  const { result, words, name, note } = shown;
  return el(
    "main",
    { class: result.ok ? "wrap good" : "wrap bad" },
    el(
      "div",
      { class: "top" },
      el(
        "div",
        {},
        el(
          "h1",
          { class: "verdict", role: "status" },
          sign(result.ok, result.ok ? "✓" : "✗"),
          result.ok ? words.good : words.bad,
        ),
        (result.subject || result.conflict) &&
          titleOf(shown).map((part, at) => el("p", { class: at === 0 ? "what" : "what muted" }, part)),
        result.madeBy &&
          el("p", { class: "tiny" }, words.madeBy(name(result.madeBy), dayAndTime(result.madeAt))),
        note && el("p", { class: "tiny", role: "status" }, note),
      ),
      el("div", { class: "acts" }, acts),
    ),
    el(
      "div",
      { class: "cols" },
      mainCard(shown),
      el("div", { class: "side" }, checksCard(shown), result.founding && trustCard(shown)),
    ),
    el("footer", { class: "tiny" }, words.footer),
  );
};

/** Names, colours and columns of the parties, in the order of the founding agreement. */
export const shownOf = (result, language, words) => {
  const all = [...new Set([...result.nodes.keys(), ...result.events.map(({ author }) => author)])];
  const concerned = new Set(
    result.events.flatMap(({ author, event }) => [
      author,
      ...(event.audience === "public" ? [] : event.audience),
    ]),
  );
  return {
    result,
    language,
    words,
    name: (party) => partyWord(result.nodes, party)[language],
    colour: (party) => all.indexOf(party) % 4,
    parties: all.filter((party) => concerned.has(party)),
  };
};

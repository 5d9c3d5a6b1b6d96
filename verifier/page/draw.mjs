/** Elements without markup from strings: what is in a file is only ever text. */

const svgTags = new Set(["svg", "path", "rect", "circle"]);

export const el = (tag, given = {}, ...children) => {
  const made = svgTags.has(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(given))
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  made.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return made;
};

export const mark = () =>
  el(
    "svg",
    { class: "mark", viewBox: "0 0 34 34", "aria-hidden": "true" },
    el("rect", { width: 34, height: 34, rx: 7 }),
    ...["M6 9c7 0 8 8 14 8h8", "M6 17h22", "M6 25c7 0 8-8 14-8"].map((d) => el("path", { d })),
  );

/** A round tick, a square cross, a bar: told apart by shape, not by colour alone. */
export const sign = (ok, label) => {
  const svg = { class: "sign", viewBox: "0 0 24 24", role: "img", "aria-label": label };
  if (ok === true)
    return el(
      "svg",
      svg,
      el("circle", { cx: 12, cy: 12, r: 11 }),
      el("path", { d: "M7 12.5l3.5 3.5 6.5-7.5" }),
    );
  if (ok === false)
    return el(
      "svg",
      svg,
      el("rect", { x: 1, y: 1, width: 22, height: 22, rx: 3 }),
      el("path", { d: "M8 8l8 8M16 8l-8 8" }),
    );
  return el("svg", svg, el("circle", { cx: 12, cy: 12, r: 11 }), el("path", { d: "M8 12h8" }));
};

const laneWidth = 26;
const dotAt = 24;

/** The way of the subject between its parties: a rail for each, a dot for this event, a curve from where it was before. */
export const lanes = (colours, at, before) => {
  const x = (n) => n * laneWidth + laneWidth / 2 - 0.5; // a line of 3 then fills whole pixels
  const width = colours.length * laneWidth;
  const colour = colours[at];
  const way =
    before === undefined
      ? undefined
      : before === at
        ? `M${x(at)} 0V${dotAt}`
        : `M${x(before)} 0C${x(before)} ${dotAt * 0.7} ${x(at)} ${dotAt * 0.2} ${x(at)} ${dotAt}`;
  const place = (child, left) => {
    child.style.left = `${left}px`;
    return child;
  };
  const made = el(
    "div",
    { class: "lanes", "aria-hidden": "true" },
    colours.map((_, n) => place(el("span", { class: "rail" }), x(n))),
    el(
      "svg",
      { width, height: 34, viewBox: `0 0 ${width} 34` },
      way && el("path", { d: way, class: `s${colour}` }),
      el("path", { d: `M${x(at)} ${dotAt}V34`, class: `s${colour} on-svg` }),
      el("circle", { cx: x(at), cy: dotAt, r: 6, class: `f${colour}` }),
    ),
    place(el("span", { class: `on b${colour}` }), x(at)),
  );
  made.style.width = `${width}px`;
  return made;
};

import { useState } from "react";
import { useReading, useSaid, useWords } from "../language.tsx";
import { findPlace, searchPlaces, type Place } from "./places.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  id: string;
  value: string;
  disabled?: boolean | undefined;
  onChange: (value: string) => void;
};

/** A street or town found by typing part of its name (the combobox pattern of WAI-ARIA); kept as its code. */
export const PlaceField = ({ id, value, disabled, onChange, ...aria }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const known = findPlace(value);
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const found = searchPlaces(typed ?? "");
  const shown = open && !disabled;
  const take = (place: Place | undefined) => {
    if (!place) return;
    onChange(place.code);
    setTyped(undefined);
    setOpen(false);
    setAt(-1);
  };
  const leave = () => {
    setOpen(false);
    setAt(-1);
    const exact = found.filter(({ name, way }) => [name.zh, name.en, way.zh, way.en].includes(typed?.trim()));
    if (typed !== undefined && exact.length === 1) take(exact[0]);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "Escape" && shown) {
      event.stopPropagation();
      return setOpen(false);
    }
    if (event.key === "Enter" && shown && at >= 0) {
      event.preventDefault();
      return take(found[at]);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return undefined;
    event.preventDefault();
    setOpen(true);
    const step = event.key === "ArrowDown" ? 1 : -1;
    return setAt((now) => (found.length === 0 ? -1 : (now + step + found.length) % found.length));
  };
  return (
    <div className="places">
      <input
        {...aria}
        id={id}
        disabled={disabled}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={shown && found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={say("placeHint")}
        value={typed ?? (known ? said(known.way) : value)}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={leave}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setTyped(event.target.value);
          setOpen(true);
          setAt(-1);
          onChange(event.target.value);
        }}
      />
      <div
        id={`${id}-list`}
        className="found"
        role="listbox"
        aria-label={say("places")}
        hidden={!shown || found.length === 0}
      >
        {found.map((place, index) => (
          <button
            type="button"
            tabIndex={-1}
            key={place.code}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(place)}
          >
            {said(place.way)}
          </button>
        ))}
      </div>
      <p className="hint" role="status">
        {typed && found.length === 0 ? say("placeNone", { typed }) : ""}
        {typed && found.length > 0 && shown && (
          <span className="unseen" lang={language === "zh" ? "zh-CN" : "en"}>
            {say("placeFound", { n: found.length })}
          </span>
        )}
      </p>
    </div>
  );
};

import type { Ref } from "react";

/** Number or scanned code; a scanner ends with Enter, so does a clerk. */
export const FindBox = ({
  ref,
  label,
  onFind,
}: {
  ref: Ref<HTMLInputElement>;
  label: string;
  onFind: (text: string) => Promise<boolean>;
}) => (
  <search>
    <form
      className="desk-find"
      onSubmit={(event) => {
        event.preventDefault();
        const input = event.currentTarget.elements.namedItem("text") as HTMLInputElement;
        const text = input.value.trim();
        if (!text) return;
        void onFind(text).then((found) => {
          if (!found) return input.select();
          input.value = "";
          input.blur();
        });
      }}
    >
      <kbd aria-hidden="true">/</kbd>
      <input
        ref={ref}
        name="text"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </form>
  </search>
);

import { useEffect, useId, useState } from "react";
import { useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { findPhoto } from "./shelf.ts";
import { takePhoto, type Taken } from "../take-photo.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const mostPhotos = 9;

/** Takes photos with the camera; what a camera writes beside the picture is gone before anything is kept. */
export const PhotoPart = ({
  photos,
  onTaken,
  onRemove,
}: {
  photos: readonly string[];
  onTaken: (taken: Taken) => Promise<void>;
  onRemove: (digest: string) => void;
}) => {
  const say = useWords(zh, en);
  const id = useId();
  const [state, setState] = useState<"idle" | "busy" | "unreadable">("idle");
  const take = async (file: File) => {
    setState("busy");
    const taken = await takePhoto(file).catch(() => undefined);
    if (taken) await onTaken(taken);
    setState(taken ? "idle" : "unreadable");
  };
  return (
    <div className="field">
      <label htmlFor={id}>{say("photos")}</label>
      <p className="hint">{say("photoHint")}</p>
      <div className="phone-photos">
        {photos.map((digest, at) => (
          <Photo key={digest} digest={digest} at={at + 1} onRemove={() => onRemove(digest)} />
        ))}
      </div>
      {state === "unreadable" && (
        <p className="error" role="alert">
          {say("photoUnreadable")}
        </p>
      )}
      {photos.length < mostPhotos && (
        <span className="btn ghost phone-camera">
          <input
            id={id}
            type="file"
            accept="image/*"
            capture="environment"
            disabled={state === "busy"}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = ""; // the same picture may be chosen again
              if (file) void take(file);
            }}
          />
          <span aria-hidden="true">{say(state === "busy" ? "photoBusy" : "takePhoto")}</span>
        </span>
      )}
    </div>
  );
};

const Photo = ({ digest, at, onRemove }: { digest: string; at: number; onRemove: () => void }) => {
  const say = useWords(zh, en);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let isHere = true;
    void findPhoto(digest).then((photo) => {
      if (photo && isHere) setAddress((made = URL.createObjectURL(photo)));
    });
    return () => {
      isHere = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [digest]);
  return (
    <figure>
      {address && <img src={address} alt={say("photo", { n: at })} />}
      <Button look="quiet" onClick={onRemove}>
        {say("removePhoto", { n: at })}
      </Button>
    </figure>
  );
};

import { useSyncExternalStore } from "react";
import { useWords } from "../language.tsx";
import { answerAsking, isAsking, listenToAsking } from "../sign-in-again.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { SignInForm } from "./sign-in-form.tsx";

/** Over the unfinished page: sign in and the request that met the ended session goes on by itself. */
export const SignInDialog = () => {
  const say = useWords(zh, en);
  const open = useSyncExternalStore(listenToAsking, isAsking);
  return (
    <Dialog title={say("signInAgain")} open={open} onClose={() => answerAsking(false)}>
      <p className="muted">{say("signInAgainWhy")}</p>
      <SignInForm
        onSignedIn={() => answerAsking(true)}
        extra={
          <Button look="ghost" onClick={() => answerAsking(false)}>
            {say("later")}
          </Button>
        }
      />
    </Dialog>
  );
};

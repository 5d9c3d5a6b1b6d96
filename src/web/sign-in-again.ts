/**
 * A session that ended in mid-form: whoever needed it waits here while the dialog asks for the password,
 * then the same request goes again. Nothing typed is lost, because no page was left.
 */
type Waiting = (signedIn: boolean) => void;

let waiting: Waiting[] = [];
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

export const isAsking = (): boolean => waiting.length > 0;

export const listenToAsking = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Resolves to whether the person signed in again. Several requests share one dialog. */
export const askToSignIn = (): Promise<boolean> =>
  new Promise((resolve) => {
    waiting = [...waiting, resolve];
    tell();
  });

export const answerAsking = (signedIn: boolean): void => {
  const all = waiting;
  waiting = [];
  tell();
  for (const resolve of all) resolve(signedIn);
};

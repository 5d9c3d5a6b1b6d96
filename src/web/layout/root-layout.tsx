import { Outlet } from "@tanstack/react-router";
import { useNode } from "../session.ts";
import { Announcements } from "../ui/announce.tsx";
import { PartiesContext } from "../ui/parties.tsx";
import { SignInDialog } from "./sign-in-dialog.tsx";

const none = [] as const;

/** What every page has, citizen's or desk: the parties in their order, the live region, the sign-in dialog. */
export const RootLayout = () => (
  <PartiesContext value={useNode()?.parties ?? none}>
    <Outlet />
    <SignInDialog />
    <Announcements />
  </PartiesContext>
);

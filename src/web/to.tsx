import { useLocation, useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent } from "react";

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & {
  href: string;
  /** Marked as the section one is in. */ section?: boolean;
};

const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A link inside the pages: addresses come from `paths.ts`, and a modified click still opens a new tab. */
export const To = ({ href, section, onClick, children, ...rest }: Props) => {
  const router = useRouter();
  const here = useLocation({ select: (at) => at.pathname });
  const inside = here === href || (href !== "/" && here.startsWith(`${href}/`));
  return (
    <a
      {...rest}
      href={href}
      aria-current={rest["aria-current"] ?? (section && inside ? "page" : undefined)}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || !isPlain(event) || rest.target === "_blank") return;
        event.preventDefault();
        router.history.push(href);
      }}
    >
      {children}
    </a>
  );
};

export const useGo = () => {
  const router = useRouter();
  return (href: string, replace = false) =>
    replace ? router.history.replace(href) : router.history.push(href);
};

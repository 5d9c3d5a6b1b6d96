export const Keys = ({ children }: { children: string }) => <kbd aria-hidden="true">{children}</kbd>;

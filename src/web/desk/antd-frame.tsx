import { ConfigProvider, type ConfigProviderProps } from "antd";
import enUS from "antd/locale/en_US.js";
import zhCN from "antd/locale/zh_CN.js";
import type { ReactNode } from "react";
import { useReading } from "../language.tsx";
import { theme } from "../theme.ts";

type Locale = NonNullable<ConfigProviderProps["locale"]>;

/** These files are CommonJS: a bundler hands over either the module or its default. */
const localeOf = (given: { default: Locale } | Locale): Locale =>
  "default" in given ? given.default : given;

/** Ant Design in our language and tokens, for the desks that need its tables. Only their chunks carry it. */
export const AntdFrame = ({ children }: { children: ReactNode }) => {
  const { language, elder } = useReading();
  const sized = elder ? { ...theme, token: { ...theme.token, fontSize: 20, controlHeight: 60 } } : theme;
  return (
    <ConfigProvider theme={sized} locale={localeOf(language === "en" ? enUS : zhCN)}>
      {children}
    </ConfigProvider>
  );
};

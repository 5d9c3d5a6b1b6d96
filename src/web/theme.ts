import type { ThemeConfig } from "antd";

/** Ant Design on the staff desks speaks the same language as the citizens' pages (look.css holds the same values). */
export const theme: ThemeConfig = {
  cssVar: { key: "tongwulang" },
  hashed: false,
  token: {
    colorPrimary: "#0b5a7d",
    colorLink: "#0b5a7d",
    colorError: "#b8352b",
    colorWarning: "#9a6700",
    colorSuccess: "#1f7a4d",
    colorInfo: "#0b5a7d",
    colorText: "#1d2329",
    colorTextSecondary: "#55606b",
    colorTextTertiary: "#66707a",
    colorTextPlaceholder: "#66707a",
    colorTextDescription: "#55606b",
    colorBorder: "#b5bec3",
    colorBorderSecondary: "#e3e5e3",
    colorBgLayout: "#f7f7f5",
    borderRadius: 6,
    fontSize: 14,
    fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif',
    controlHeight: 34,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
  },
  components: {
    Table: { headerBg: "#fafaf9", cellPaddingBlockSM: 6, cellPaddingInlineSM: 8 },
    Modal: { titleFontSize: 17 },
  },
};

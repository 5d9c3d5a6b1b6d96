import { create } from "qrcode";

/** A QR code as an SVG path of unit squares (pdfkit reads the same syntax) and its width in squares. */
export const qrPath = (text: string): { path: string; width: number } => {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  let path = "";
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
  return { path, width: modules.size };
};

const serif = '"Songti SC","Noto Serif CJK SC","Source Han Serif SC",SimSun,serif';

/** A4 with the margins of GB/T 9704-2012; on a screen the same sheet lies on a grey ground. */
export const documentStyle = `
@page{size:A4;margin:30mm 26mm 25mm 28mm;@bottom-center{content:"— " counter(page) " —";font:11pt ${serif}}}
@page form{margin:18mm 22mm 16mm 24mm}
*{box-sizing:border-box;margin:0;padding:0}
html{background:#e9eae8;color:#111}
body{width:210mm;min-height:297mm;margin:8mm auto;padding:30mm 26mm 25mm 28mm;background:#fff;box-shadow:0 1px 6px #0003;
font:14pt/1.65 "FangSong_GB2312",FangSong,STFangsong,${serif};overflow-wrap:anywhere;line-break:strict}
body.form{page:form;padding:18mm 22mm 16mm 24mm;font-size:11.5pt;line-height:1.6}
.en{display:block;break-before:avoid;font:10pt/1.4 Georgia,"Times New Roman","Noto Serif",serif;letter-spacing:0;color:#555;text-indent:0;text-align:left;margin:.1em 0 .5em}
header{text-align:center;border-bottom:1.2pt solid #111;padding-bottom:3mm;margin-bottom:3mm}
header p{text-indent:0;text-align:center}
header .en,.closing .en{text-align:center}
header .issuer{font-weight:700;font-size:18pt;line-height:1.4}
header .acting{font-size:11pt;line-height:1.5}
h1{font:700 24pt/1.4 "FZXiaoBiaoSong-B05S",STZhongsong,${serif};letter-spacing:.12em;text-indent:.12em}
.form h1{font-size:22pt}
h1.long{font-size:21pt;letter-spacing:.02em}
.number{display:flex;justify-content:flex-end;align-items:center;text-indent:0;font-size:.88em;margin-bottom:2mm}
.mark{margin-right:auto;border:1.2pt solid #b8352b;color:#b8352b;font:700 11pt/1.2 ${serif};padding:2pt 8pt;letter-spacing:.3em;text-indent:.3em;text-align:center}
.mark .en{color:#b8352b;font-size:7pt;margin:0;text-align:center}
p{text-indent:2em;text-align:justify;orphans:2;widows:2}
p.flush{text-indent:0}
h2{font:inherit;font-weight:700;text-indent:2em;break-after:avoid}
.form h2{text-indent:0;margin:2mm 0 1mm}
table{width:100%;border-collapse:collapse;margin:3mm 0;font-size:12pt;line-height:1.5}
.form table{font-size:10.5pt;line-height:1.35;margin:2mm 0}
th,td{border:.6pt solid #444;padding:1.5mm 2.5mm;text-align:left;vertical-align:middle;font-weight:400}
.form th,.form td{padding:.7mm 2.5mm}
th{background:#f4f4f1}
thead{display:table-header-group}
thead th{text-align:center;font-weight:700;white-space:nowrap}
.pairs th{width:27%}
.centred{text-align:center}
td.blank{vertical-align:bottom;white-space:pre-wrap;text-align:right}
tr{break-inside:avoid}
td .en,th .en{margin:0;font-size:8.5pt;line-height:1.3}
.centred .en{text-align:center}
thead .en{text-align:center;white-space:normal}
.last{display:flex;justify-content:space-between;align-items:center;gap:6mm;margin-top:3mm;break-inside:avoid}
.code{display:flex;gap:5mm;align-items:center;flex:1}
.code svg{width:30mm;height:30mm;flex:none}
.code strong{font:700 17pt/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.14em}
.code p{text-indent:0;font-size:9pt;line-height:1.45;text-align:left}
.code .en{font-size:7.5pt;margin:0}
.closing{position:relative;margin:5mm 0 0 auto;width:88mm;height:42mm;display:flex;flex-direction:column;justify-content:center;line-height:1.6;break-inside:avoid;break-before:avoid}
.last .closing{margin:0;width:58mm;flex:none}
.form .closing{margin-top:0}
.closing p{position:relative;text-indent:0;text-align:center}
.closing .en{margin:0;line-height:1.2}
.closing .seal{position:absolute;left:50%;top:0;width:42mm;height:42mm;margin-left:-21mm}
.closing .place{color:#888;font-size:.8em}
footer{margin-top:4mm;border-top:.6pt solid #444;padding-top:2mm;font-size:10pt;line-height:1.6;color:#333;break-inside:avoid;break-before:avoid}
.form footer{font-size:9pt;line-height:1.5;margin-top:2mm}
footer p{text-indent:0;text-align:left}
footer .en{font-size:8.5pt;margin:0}
@media print{html{background:#fff}body,body.form{width:auto;min-height:0;margin:0;padding:0;box-shadow:none}}
@media screen and (max-width:220mm){body,body.form{width:auto;margin:0;padding:10mm 6vw;font-size:13pt}.last{flex-wrap:wrap}.last .closing{margin:0 auto}}
`;

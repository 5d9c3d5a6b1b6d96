/** A4 with the margins of GB/T 9704-2012; on a screen the same sheet lies on a grey ground. */
export const documentStyle = `
@page{size:A4;margin:30mm 26mm 28mm 28mm;@bottom-center{content:"— " counter(page) " —";font:11pt "Songti SC",SimSun,"Noto Serif CJK SC",serif}}
*{box-sizing:border-box;margin:0;padding:0}
html{background:#e9eae8;color:#111}
body{width:210mm;min-height:297mm;margin:8mm auto;padding:30mm 26mm 28mm 28mm;background:#fff;box-shadow:0 1px 6px #0003;position:relative;
font:16pt/1.8 "FangSong_GB2312",FangSong,STFangsong,"Songti SC","Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;overflow-wrap:anywhere;line-break:strict;text-autospace:no-autospace}
.form{font-size:12pt;line-height:1.6}
.en{display:block;font:10pt/1.45 Georgia,"Times New Roman","Noto Serif",serif;color:#555;text-indent:0;text-align:left;margin:.1em 0 .5em}
header{text-align:center;border-bottom:1.2pt solid #111;padding-bottom:4mm;margin-bottom:4mm}
header .issuer{font-weight:700;font-size:18pt;line-height:1.4}
h1{font-family:"FZXiaoBiaoSong-B05S",STZhongsong,"Songti SC","Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;font-size:24pt;line-height:1.4;letter-spacing:.12em;text-indent:.12em;font-weight:700}
h1.long{font-size:22pt;letter-spacing:.02em}
.number{text-align:right;font-size:.88em;margin-bottom:2mm}
.mark{position:absolute;top:14mm;right:26mm;border:1.2pt solid #b8352b;color:#b8352b;font:700 12pt/1 "Songti SC","Noto Serif CJK SC",SimSun,serif;padding:5pt 10pt;letter-spacing:.3em;text-indent:.3em}
.mark .en{color:#b8352b;font-size:7pt;letter-spacing:0;margin:3pt 0 0;text-align:center}
p{text-indent:2em;text-align:justify;orphans:2;widows:2}
p.flush{text-indent:0}
h2{font-size:1em;font-weight:700;text-indent:2em;break-after:avoid}
.form h2{text-indent:0;margin:3mm 0 1mm}
table{width:100%;border-collapse:collapse;margin:3mm 0;font-size:12pt;line-height:1.5}
.form table{font-size:11pt}
th,td{border:.6pt solid #444;padding:1.5mm 2.5mm;text-align:left;vertical-align:middle;font-weight:400}
th{background:#f4f4f1}
thead{display:table-header-group}
thead th{text-align:center;font-weight:700}
.pairs th{width:27%}
.centred{text-align:center}
td.blank{vertical-align:bottom;white-space:pre-wrap;text-align:right}
tr{break-inside:avoid}
td .en,th .en{margin:0;font-size:8.5pt}
.code{display:flex;gap:6mm;align-items:center;border:.6pt solid #444;padding:4mm;margin:4mm 0;break-inside:avoid}
.code svg{width:30mm;height:30mm;flex:none}
.code strong{font:700 20pt/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.18em}
.code p{text-indent:0;font-size:10.5pt;line-height:1.5}
.closing{position:relative;margin:8mm 0 0 auto;width:110mm;min-height:46mm;padding-top:10mm;text-align:center;break-inside:avoid;break-before:avoid}
.form .closing{margin-top:0}
.closing .acting{font-size:.8em}
.closing .seal{position:absolute;left:50%;top:1mm;width:42mm;height:42mm;margin-left:-21mm}
.closing .place{color:#999;font-size:.8em}
.closing>*:not(.seal){position:relative}
footer{margin-top:6mm;border-top:.6pt solid #444;padding-top:2mm;font-size:10pt;line-height:1.6;color:#333;break-inside:avoid}
footer p{text-indent:0;text-align:left}
@media print{html{background:#fff}body{width:auto;min-height:0;margin:0;padding:0;box-shadow:none}.mark{top:-14mm;right:0}}
@media screen and (max-width:220mm){body{width:auto;margin:0;padding:16mm 6vw;font-size:13pt}.mark{top:4mm;right:6vw}}
`;

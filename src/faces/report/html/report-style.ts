/** The report's style: light and dark, down to 320 pixels, and for print. Its hash stands in the page's policy. */
export const reportStyle = `
:root{color-scheme:light dark;--bg:#f6f5f2;--card:#fff;--ink:#1b1d22;--soft:#555b66;--line:#d8d6cf;--link:#1f4fa3;--code:#efede7;
--crit-bg:#9b1127;--crit-ink:#fff;--high-bg:#fde4d8;--high-ink:#87300c;--med-bg:#fdf0c8;--med-ink:#684a05;--low-bg:#dfeefb;--low-ink:#0d4a7c;
--unk-bg:#eee5f9;--unk-ink:#57288a;--pass-bg:#dff3e4;--pass-ink:#15572b;--gray-bg:#ebe9e3;--gray-ink:#4c4f57;--bad:#9b1127;--good:#15572b;--edge:#7b808b;--cheap:#b3152f;--and:#f3f1ec}
@media (prefers-color-scheme:dark){:root{--bg:#14161a;--card:#1d2026;--ink:#eceef2;--soft:#a9b0bd;--line:#363b45;--link:#8db8ff;--code:#2a2e37;
--crit-bg:#c92a42;--crit-ink:#fff;--high-bg:#4a2416;--high-ink:#ffbf9f;--med-bg:#42370f;--med-ink:#f7d978;--low-bg:#14324c;--low-ink:#a5d3fb;
--unk-bg:#37264d;--unk-ink:#d8bdfb;--pass-bg:#173a23;--pass-ink:#a4e3b6;--gray-bg:#2e323b;--gray-ink:#c3c8d2;--bad:#ff8f9d;--good:#8fdca5;--edge:#8e95a3;--cheap:#ff7d8d;--and:#282c35}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:70rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.2;margin:1.2rem 0 .2rem;letter-spacing:-.01em}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 .6rem;letter-spacing:-.005em}
h3{font-size:1rem;margin:.6rem 0 .3rem}
h4{font-size:.9rem;margin:1.1rem 0 .3rem;color:var(--soft)}
p{margin:.35rem 0}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--code);padding:.05em .35em;border-radius:4px}
ul,ol{margin:.35rem 0;padding-left:1.3rem}
ul.plain,ul.tally,ul.figures,ul.rows,ul.ev,ul.standards{list-style:none;padding-left:0}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem;z-index:2}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.secret{margin:0;padding:.5rem 1rem;background:var(--crit-bg);color:var(--crit-ink);text-align:center;font-size:.87rem}
.secret strong{letter-spacing:.08em;margin-right:.5em}
.note{color:var(--soft);font-size:.87rem}
.coverage{font-weight:600;margin:.7rem 0 .2rem;padding:.55rem .8rem;border-left:4px solid var(--good);background:var(--card);border-radius:0 8px 8px 0}
.coverage.part{border-left-color:var(--med-ink)}
.next{margin:.2rem 0 .6rem;padding-left:.8rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;padding:.6rem 0;border-bottom:1px solid var(--line);margin-bottom:1.2rem}
section{margin:0 0 2.2rem}
.card,details.account,details.check{background:var(--card);border:1px solid var(--line);border-radius:10px}
.card{padding:1.1rem 1.25rem;margin:0}
.side{display:grid;gap:1.1rem}
.questions{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,1fr);gap:1.1rem;margin-bottom:2.2rem;align-items:start}
.figures{display:flex;flex-wrap:wrap;gap:.6rem 1.6rem;margin:.3rem 0 .8rem}
.figures li{display:flex;flex-direction:column;max-width:10rem;font-size:.87rem;color:var(--soft);line-height:1.25}
.figures b{font-size:1.9rem;line-height:1.1;color:var(--ink);font-variant-numeric:tabular-nums}
.figures+p{margin-top:.6rem}
.figures .bad b{color:var(--bad)}
.story{margin-top:1rem;padding:.7rem 1rem .8rem;border-left:4px solid var(--cheap);background:var(--bg);border-radius:0 8px 8px 0}
.story h3{margin-top:0}
ol.steps{padding-left:1.6rem}ol.steps li{margin:.15rem 0}ol.steps li::marker{font-weight:700}
.arrive{font-weight:700;color:var(--bad);padding-left:.4rem}
.scroll{overflow-x:auto;border-radius:8px}
table{border-collapse:collapse;width:100%;overflow-wrap:break-word;background:var(--card);font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem;border-bottom:1px solid var(--line)}
thead th{font-size:.8rem;color:var(--soft);font-weight:600;white-space:nowrap}
tbody th{font-weight:600}
.n{font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{vertical-align:middle;margin-left:.4rem}.bar .all{fill:var(--line)}.bar .gone{fill:var(--good)}
.tag{display:inline-block;border:1px solid currentColor;border-radius:4px;padding:0 .35em;font-size:.75rem;font-weight:600;white-space:nowrap}
.badge{display:inline-block;border-radius:999px;padding:.05rem .6rem;font-size:.78rem;font-weight:700;white-space:nowrap;border:1px solid transparent;background:var(--gray-bg);color:var(--gray-ink)}
.badge.critical{background:var(--crit-bg);color:var(--crit-ink)}.badge.high{background:var(--high-bg);color:var(--high-ink);border-color:currentColor}
.badge.medium{background:var(--med-bg);color:var(--med-ink)}.badge.low{background:var(--low-bg);color:var(--low-ink)}
.badge.unknown{background:var(--unk-bg);color:var(--unk-ink);border:1px dashed currentColor}.badge.pass{background:var(--pass-bg);color:var(--pass-ink)}
.tally{display:flex;flex-wrap:wrap;gap:.4rem}
details.account,details.check{margin:.5rem 0}
.big details:not([open]){content-visibility:auto;contain-intrinsic-size:auto 4.2rem}
summary{cursor:pointer;padding:.65rem .9rem;border-radius:10px}
summary h3{display:inline;margin:0}
summary:hover{background:var(--bg)}
.body{padding:0 1rem 1rem}
.ou{color:var(--soft);font-size:.87rem}
.cells{display:flex;flex-wrap:wrap;gap:.15rem 1rem;margin-top:.3rem;font-size:.87rem;color:var(--soft)}
.cell b{font-weight:600;color:var(--ink)}
.cell.good>span:first-child{color:var(--good)}.cell.bad,.cell.bad b{color:var(--bad)}.cell.unknown,.cell.unknown b{color:var(--unk-ink)}
ol.paths{list-style:none;padding-left:0}
ol.paths>li{border-top:1px solid var(--line);padding:.5rem 0}
.graph{display:block;max-width:none;font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.graph text{text-anchor:middle;fill:var(--ink)}.graph .l0{font-weight:700}
.node rect,.node polygon{fill:var(--card);stroke:var(--edge);stroke-width:1.2}
.node.and polygon{fill:var(--and)}
.node.goal rect{stroke:var(--cheap);stroke-width:1.6}.node.goal .l0{fill:var(--bad)}
.node.cheap polygon{stroke:var(--cheap);stroke-width:2}
.edge{fill:none;stroke:var(--edge);stroke-width:1.3}.edge.possible{stroke-dasharray:5 4}.tip{fill:var(--edge)}
.edge.cheap{stroke:var(--cheap);stroke-width:2.6}.tip.cheap{fill:var(--cheap)}
dl.why,footer dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem .9rem;margin:.2rem 0 .5rem}
dt{font-weight:700;color:var(--soft)}dd{margin:0}
.standards{display:flex;flex-wrap:wrap;gap:.1rem 1rem;font-size:.8rem;color:var(--soft)}
.rows{margin:.6rem 0 0}
li.f{border-top:1px solid var(--line);padding:.5rem 0}
.big li.f{content-visibility:auto;contain-intrinsic-size:auto 5.5rem}
li.f p{margin:.15rem 0}.res{color:var(--soft);font-size:.87rem}
.ev{margin:.15rem 0 .15rem .2rem;font-size:.93rem}.ev .note{font-size:.8rem}
.fp{color:var(--soft);font-size:.75rem}.fp code{background:none;padding:0}
form{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.8rem 0;padding:.8rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
form[hidden]{display:none}form div{min-width:0}
label{display:block;font-size:.8rem;color:var(--soft);font-weight:600;min-width:0}
input,select{font:inherit;font-size:.95rem;color:var(--ink);background:var(--bg);border:1px solid var(--edge);border-radius:6px;padding:.3rem .5rem;min-width:0;width:14rem;max-width:100%}
select{width:auto}
output{font-size:.9rem;padding-bottom:.4rem}
footer{border-top:1px solid var(--line);padding-top:1rem;padding-bottom:2.5rem;color:var(--soft);font-size:.87rem}
@media (max-width:52rem){.questions{grid-template-columns:minmax(0,1fr)}}
@media (max-width:30rem){header,main,footer{padding:0 .7rem}.card{padding:.9rem}dl.why,footer dl{grid-template-columns:minmax(0,1fr)}dl.why dd{margin-bottom:.3rem}form div,input,select{width:100%}.badge{white-space:normal}h1{font-size:1.4rem}}
@media print{:root{--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#f2f2f2}body{font-size:10.5pt}nav,#filter,.skip{display:none!important}.secret{position:static;border:1px solid;-webkit-print-color-adjust:exact;print-color-adjust:exact}.badge,.bar,.graph{-webkit-print-color-adjust:exact;print-color-adjust:exact}.big details:not([open]),.big li.f{content-visibility:visible}details::details-content{content-visibility:visible!important;block-size:auto!important}li.f,ol.paths>li,tr{break-inside:avoid}.scroll{overflow:visible}.graph{max-width:100%;height:auto}.questions{display:block}.card{margin-bottom:1rem}}
`;

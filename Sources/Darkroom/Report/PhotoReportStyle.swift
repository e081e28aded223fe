/// The report page's style: it has no style sheet to lie beside, so the few rules are built in.
enum PhotoReportStyle {
  static let css = """
    :root{--ink:#1d2430;--soft:#566070;--paper:#fff;--back:#f7f8fa;--line:#d9dde3;--red:#b3261e;--amber:#8a5a00;--green:#1b6e3c;--blue:#0b6bb8}
    *{box-sizing:border-box}
    body{margin:0;background:var(--back);color:var(--ink);font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
    header,main,footer{max-width:1216px;margin:0 auto;padding:16px 24px}
    h1{font-size:24px;line-height:1.4;margin:8px 0}header p{margin:8px 0;color:var(--soft)}
    body>input{position:absolute;opacity:0;pointer-events:none}
    nav{display:flex;flex-wrap:wrap;gap:8px;margin:16px 0}
    nav label{border:1px solid var(--line);border-radius:6px;padding:4px 16px;background:var(--paper);cursor:pointer}
    nav b{font-variant-numeric:tabular-nums;font-size:20px}
    .key{font-size:14px}
    :is(.key,nav,h2,.problems) .pass{color:var(--green)}:is(.key,nav,h2,.problems) .look{color:var(--amber)}
    :is(.key,nav,h2,.problems) :is(.fail,.refused){color:var(--red)}
    article{display:grid;grid-template-columns:360px minmax(0,1fr);gap:24px;background:var(--paper);color:var(--ink);border:1px solid var(--line);
      border-radius:6px;padding:16px;margin:0 0 16px}
    figure{margin:0;position:relative;align-self:start}
    figure img{display:block;width:100%;height:auto}
    .marks{position:absolute;inset:0;width:100%;height:100%;fill:none;stroke-width:2}
    .marks .pass{stroke:#35d07f}.marks .look{stroke:#ffc24a}.marks .fail{stroke:#ff4d3d}
    .marks .face{stroke:#fff;stroke-opacity:.45;stroke-width:1}.marks .limit{stroke:#fff;stroke-opacity:.75;stroke-width:1;stroke-dasharray:6 5}
    .marks .dash{stroke-dasharray:3 3;stroke-width:1.5}
    .marks text{font-size:21px;font-weight:600;stroke-width:3;paint-order:stroke;stroke-linejoin:round;font-variant-numeric:tabular-nums}
    .marks text.pass{fill:#7df0ae;stroke:#10151dcc}.marks text.look{fill:#ffd98a;stroke:#10151dcc}.marks text.fail{fill:#ff9d92;stroke:#10151dcc}
    .nothing{display:grid;place-items:center;aspect-ratio:3/4;background:var(--back);border:1px dashed var(--line);color:var(--soft)}
    h2{font-size:18px;line-height:1.5;margin:0 0 8px;display:flex;flex-wrap:wrap;gap:8px 16px;align-items:baseline}
    .verdict{flex:none}.name{font-weight:400;overflow-wrap:anywhere}
    .facts{margin:0 0 8px;color:var(--soft);font-size:14px}
    .problems{margin:0;padding:0;list-style:none}.problems li{padding:4px 0 4px 12px;border-left:3px solid;margin:0 0 8px;overflow-wrap:anywhere}
    details{margin-top:16px}summary{cursor:pointer;color:var(--blue)}
    table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5;font-variant-numeric:tabular-nums}
    th,td{text-align:left;padding:4px 8px;border-top:1px solid var(--line);font-weight:400}thead th{color:var(--soft)}
    td:last-child{white-space:nowrap}code{color:var(--soft);font-size:12px}
    tr.pass td:last-child{color:var(--green)}tr.look td:last-child{color:var(--amber);font-weight:600}
    tr.fail td:last-child{color:var(--red);font-weight:600}
    footer{color:var(--soft);font-size:14px}
    body:has(#show-fail:checked) article:not(.fail),body:has(#show-look:checked) article:not(.look),
    body:has(#show-pass:checked) article:not(.pass),body:has(#show-refused:checked) article:not(.refused){display:none}
    body:has(#show-all:checked) label[for=show-all],body:has(#show-fail:checked) label[for=show-fail],
    body:has(#show-look:checked) label[for=show-look],body:has(#show-pass:checked) label[for=show-pass],
    body:has(#show-refused:checked) label[for=show-refused]{border-color:var(--blue);background:#e8f4fd}
    body:has(input:focus-visible) label{outline-offset:2px}
    @media(max-width:760px){header,main,footer{padding:8px 16px}article{grid-template-columns:minmax(0,1fr)}figure{max-width:320px}
      th code{display:none}}
    @media print{nav,details:not([open]){display:none}article{break-inside:avoid}}
    """
}

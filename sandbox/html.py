"""The frame of the stand-in's own pages: plain, small, in two languages, everything escaped."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

STYLE = """
:root { color-scheme: light dark; --ink: #15242c; --soft: #44525a; --line: #dfdacf; --edge: #857f72;
  --paper: #faf8f3; --box: #fff; --band: #11303b; --seal: #b9371a; --press: #9d2c12; --focus: #00658a;
  --link: #0a5568; --note: #fbf1dc; --on-note: #7a4a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8df; --soft: #bec5c6; --line: #2d3a3f;
  --edge: #788890; --paper: #10181b; --box: #182226; --band: #0a2028; --seal: #cd4724; --press: #bc3d1c;
  --focus: #7cc9e8; --link: #8ccadc; --note: #32270f; --on-note: #f0c470; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, "Segoe UI", Roboto,
  "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif; }
:root:lang(zh) body { line-height: 1.75; }
header { background: var(--band); padding: .5rem 1rem; display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
header a { color: #fff; text-decoration: none; padding: .5rem 0; }
header a:hover { text-decoration: underline; text-underline-offset: .4em; }
header a[hreflang] { margin-left: auto; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
header :focus-visible { outline-color: #8fd3ea; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.3; margin: 1.5rem 0 .5rem; }
a { color: var(--link); }
.stand-in { background: var(--note); color: var(--on-note); font-size: .875rem; margin: 0;
  padding: .5rem 1rem; }
table { border-collapse: collapse; width: 100%; border-top: 1.5px solid var(--ink); }
td, th { text-align: left; padding: .6rem .75rem .6rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
button { font: inherit; font-weight: 600; min-height: 3rem; padding: 0 1.25rem; border-radius: 6px;
  border: 1px solid var(--ink); background: none; color: inherit; cursor: pointer; }
button.go { background: var(--seal); border-color: var(--seal); color: #fff; }
button.go:hover { background: var(--press); }
fieldset { border: 0; margin: 1.5rem 0 0; padding: 0; }
legend { padding: 0; font-weight: 600; }
label { display: block; padding: .5rem 0; }
input { font: inherit; accent-color: var(--ink); }
input[type=radio], input[type=checkbox] { width: 1.5rem; height: 1.5rem; vertical-align: middle;
  margin: 0 .5rem 0 0; }
input[type=number], input[type=text] { min-height: 3rem; padding: 0 .75rem; border: 1px solid var(--edge);
  border-radius: 6px; background: var(--box); color: inherit; margin-right: .5rem; }
input[type=number] { width: 6rem; }
.row { display: flex; gap: .75rem; flex-wrap: wrap; margin-top: 1.5rem; }
.sum { font-size: 1.75rem; font-weight: 600; font-variant-numeric: tabular-nums; margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .25rem 0; }
code { font: 600 1.375rem ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace; }
"""
# No form-action: a browser would apply it to the way back to the merchant too.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
)
STAND_IN = ("A stand-in for demonstrations: nothing here is real.", "演示用模拟环境，内容均非真实。")
PLACES = (
    ("/mailbox", "Messages", "短信与邮件"),
    ("/authenticator", "Authenticator", "动态口令"),
    ("/switches", "Switches", "故障开关"),
)


def both(english: str, chinese: str, locale: str) -> str:
    return chinese if locale == "zh" else english


def page(locale: str, title: str, body: str, *, refresh: int = 0, status: int = 200) -> HTMLResponse:
    """`body` is HTML that the caller has escaped; the title is escaped here."""
    language = "zh-Hans" if locale == "zh" else "en"
    places = "".join(
        f'<a href="{address}?lang={locale}">{escape(both(english, chinese, locale))}</a>'
        for address, english, chinese in PLACES
    )
    again = f'<meta http-equiv="refresh" content="{refresh}">' if refresh else ""
    other, other_language = ("en", "en") if locale == "zh" else ("zh", "zh-Hans")
    places += (
        f'<a href="?lang={other}" lang="{other_language}" hreflang="{other_language}">'
        f"{both('中文', 'English', locale)}</a>"
    )
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">'
        f"{again}<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f'<body><header>{places}</header><p class="stand-in">{escape(both(*STAND_IN, locale))}</p><main>'
        f"<h1>{escape(title)}</h1>{body}</main></body></html>",
        status_code=status,
        headers={"cache-control": "no-store", "x-stand-in": "true", "content-security-policy": POLICY},
    )


def money(minor: int, currency: str, locale: str) -> str:
    amount = f"{minor / 100:,.2f}"
    return f"¥{amount}" if locale == "zh" and currency == "CNY" else f"{currency} {amount}"

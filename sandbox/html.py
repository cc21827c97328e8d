"""The frame of the stand-in's own pages: plain, small, in two languages, everything escaped."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

STYLE = """
:root{color-scheme:light dark;--ink:#15242c;--soft:#44525a;--line:#dfdacf;--paper:#faf8f3;--box:#fff;--seal:#b9371a}
@media(prefers-color-scheme:dark){:root{--ink:#ece8df;--soft:#bec5c6;--line:#2d3a3f;--paper:#10181b;--box:#182226;--seal:#cd4724}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header{background:#11303b;color:#fff;padding:.75rem 1rem}header a{color:#fff;margin-right:1rem}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem}h1{font-size:1.5rem;line-height:1.3}
.stand-in{color:var(--soft);font-size:.875rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
button{font:inherit;min-height:3rem;padding:0 1.2rem;border-radius:6px;border:1.5px solid currentColor;background:none;color:inherit;cursor:pointer}
button.go{background:var(--seal);border-color:var(--seal);color:#fff}label{display:block;padding:.5rem 0}
input[type=number],input[type=text]{font:inherit;min-height:2.5rem;padding:0 .5rem;border:1px solid var(--soft);border-radius:6px;background:var(--box);color:inherit}
.row{display:flex;gap:.75rem;flex-wrap:wrap;margin-top:1rem}.sum{font-size:1.75rem;font-weight:600;font-variant-numeric:tabular-nums}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.25rem 0}code{font-family:ui-monospace,monospace;font-size:1.2em}
"""
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
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">{again}'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f'<body><header>{places}</header><main><p class="stand-in">{escape(both(*STAND_IN, locale))}</p>'
        f"<h1>{escape(title)}</h1>{body}</main></body></html>",
        status_code=status,
        headers={"cache-control": "no-store", "x-stand-in": "true"},
    )


def money(minor: int, currency: str, locale: str) -> str:
    amount = f"{minor / 100:,.2f}"
    return f"¥{amount}" if locale == "zh" and currency == "CNY" else f"{currency} {amount}"

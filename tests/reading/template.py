"""Pages of a made-up shop from one template, with what real ones vary: the active entry, sales, pagers, odd tiles."""

from __future__ import annotations

from crawler.pages import Page

HOST = "https://shop.example"
TOPS = ("Nuts", "Bolts", "Screws", "Washers")


def make_page(target: str, body: str, *, title: str, active: str = "", extra: str = "") -> Page:
    """Return a page of the shop; `extra` goes into its header."""
    entries = "".join(
        f'<li class="entry {"active" if top == active else ""}"><a href="/{top.lower()}">{top}</a><ul class="panel">'
        + "".join(f'<li><a href="/{top.lower()}/{size}">{top} {size}</a></li>' for size in ("small", "medium", "large"))
        + "</ul></li>"
        for top in TOPS
    )
    helps = "".join(f'<li><a href="/help/{n}">Help with all kinds of questions, number {n}</a></li>' for n in range(12))
    text = (
        f"<html lang=en><head><title>{title} | Shop</title></head><body class='page'><header class='top'>"
        f"<a href='/'>Shop</a><ul class='menu'>{entries}</ul>{extra}</header><main>{body}</main>"
        f"<footer class='footer'><ul>{helps}</ul></footer></body></html>"
    )
    return Page(url=f"{HOST}{target}", text=text, headers={"content-type": "text/html"})


def make_home() -> Page:
    teasers = "".join(f"<p class='teaser'><a href='/{top.lower()}'>{top} of all sizes</a></p>" for top in TOPS)
    return make_page("/", f"<h1>Welcome</h1>{teasers}", title="Shop")


def make_tile(top: str, number: int, *, sale: bool = False) -> str:
    price = "<del>€9.00</del> <ins>€7.50</ins>" if sale else f"€{number}.25"
    return (
        f'<li class="tile post-{number}"><a class="tile__picture" href="/p/{top.lower()}-{number}">'
        f'<img src="/{number}.jpg" alt=""></a>'
        f'<h3 class="tile__name"><a href="/p/{top.lower()}-{number}">{top} No {number}</a></h3>'
        f'<div class="price">{price}</div><button class="buy">Add to cart</button></li>'
    )


def make_listing(top: str, *, page: int = 1, last: int = 1, tiles: str | None = None, below: str = "") -> Page:
    first = page * 10
    shown = tiles if tiles is not None else "".join(make_tile(top, n, sale=n % 7 == 0) for n in range(first, first + 6))
    following = f'<a class="go" rel="next" href="/{top.lower()}?page={page + 1}">Next</a>' if page < last else ""
    body = (
        f"<nav class='breadcrumb'><a href='/'>Home</a> &gt; <span>{top}</span></nav><h1 class='title'>{top}</h1>{below}"
        f"<p class='count'>{6 * last} products</p><ul class='grid'>{shown}</ul><div class='pages'>{following}</div>"
    )
    target = f"/{top.lower()}" + (f"?page={page}" if page > 1 else "")
    return make_page(target, body, title=top, active=top)


def make_product(top: str, number: int) -> Page:
    body = (
        f"<nav class='breadcrumb'><a href='/'>Home</a> &gt; <a href='/{top.lower()}'>{top}</a> &gt; "
        f"<span>{top} No {number}</span></nav><div class='product'><h1 class='product__name'>{top} No {number}</h1>"
        f"<p class='sku'>SKU: {top[:2].upper()}-{number}</p><p class='price'>€{number}.25</p>"
        f"<form class='buying' action='/cart/add'><input name='qty' value='1'><button>Add to cart</button></form></div>"
        f"<section class='related'><h2>Goes with it</h2><ul class='grid'>{make_tile(top, 90)}{make_tile(top, 91)}"
        "</ul></section>"
    )
    return make_page(f"/p/{top.lower()}-{number}", body, title=f"{top} No {number}", active=top)

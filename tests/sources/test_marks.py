"""What each software leaves on a page, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.sources import SOURCES, recognise_platform
from crawler.sources.marks import read_marks, tell_software
from crawler.sources.traces import LONGEST_PAGE

ASSET = '<script src="{}"></script>'
STYLE = '<link rel="stylesheet" href="{}">'
LEFT: dict[str, list[tuple[str, dict[str, str]]]] = {
    "shopify": [
        ('<script>var Shopify = Shopify || {};\nShopify.shop = "bolts.myshopify.com";</script>', {}),
        ('<script>Shopify.theme = {"name":"Dawn","id":1,"role":"main"};</script>', {}),
        (ASSET.format("//bolts.example/cdn/shop/t/12/assets/theme.js?v=1"), {}),
        (ASSET.format("//cdn.shopify.com/s/files/1/0012/3456/t/7/assets/theme.js"), {}),
        ('<link rel="modulepreload" href="https://cdn.shopify.com/oxygen-v2/1/2/3/4/assets/root.js">', {}),
        ("", {"x-shopid": "12"}),
        ("", {"powered-by": "Shopify, Oxygen"}),
        ("", {"set-cookie": "keep=1; path=/, _shopify_y=2f; Expires=Wed, 09 Jun 2027 10:00:00 GMT; path=/"}),
    ],
    "woocommerce": [
        ('<body class="home page-template woocommerce-js">', {}),
        ('<body class="archive woocommerce woocommerce-page">', {}),
        (STYLE.format("/wp-content/plugins/woocommerce/assets/css/woocommerce.css?ver=9"), {}),
        ('<meta name="generator" content="WordPress 6.5"><meta name="generator" content="WooCommerce 9.1.2">', {}),
        ('<div data-block-name="x" class="wp-block wc-block-mini-cart"></div>', {}),
        ('<script>var wc_add_to_cart_params = {"ajax_url":"\\/wp-admin"};</script>', {}),
    ],
    "magento": [
        ('<script type="text/x-magento-init">{"*":{}}</script>', {}),
        ("<ul data-mage-init='{\"menu\":{}}'></ul>", {}),
        (STYLE.format("https://s.example/static/version1690000000/frontend/Acme/tools/de_DE/css/styles-m.css"), {}),
        (STYLE.format("/pub/static/frontend/Hyva/default/zh_Hans_CN/css/styles.css"), {}),
        (ASSET.format("https://cdn.s.example/static/version1690000000/_cache/merged/0a1b.min.js"), {}),
        ("", {"x-magento-tags": "FPC"}),
        ("", {"set-cookie": "X-Magento-Vary=0a; path=/; HttpOnly"}),
    ],
    "openmage": [
        (STYLE.format("http://s.example/skin/frontend/base/default/css/styles.css"), {}),
        (ASSET.format("/js/varien/form.js"), {}),
        (STYLE.format("https://s.example/media/css_secure/0123456789abcdef0123456789abcdef.css"), {}),
        ("<script>Mage.Cookies.path = '/';</script>", {}),
        ("<script>\n//<![CDATA[\n    var BLANK_URL = 'http://s.example/js/blank.html';\n//]]></script>", {}),
        ("", {"set-cookie": "om_frontend=abc; path=/"}),
    ],
    "bigcommerce": [
        ('<script>window.stencilBootstrap("default", "{}").load();</script>', {}),
        (ASSET.format("https://cdn11.bigcommerce.com/s-abc123/stencil/0f-1/e/2-3/dist/theme-bundle.main.js"), {}),
        ("<script>var BCData = {};</script>", {}),
        ("", {"set-cookie": "fornax_anonymousId=1-2; path=/, SHOP_SESSION_TOKEN=a; path=/"}),
    ],
    "shopware 6": [
        ('<body class="is-ctl-navigation is-act-home">', {}),
        (STYLE.format("https://s.example/theme/0123456789abcdef0123456789abcdef/css/all.css?1700000000"), {}),
        (ASSET.format("/bundles/storefront/assets/js/main.js"), {}),
        ("<script>window.salesChannelId = '98432def39fc4624b33213a56b8c944d';</script>", {}),
        ("", {"sw-context-token": "a1"}),
    ],
    "shopware 5": [
        ('<body class="is--ctl-index is--act-index">', {}),
        (STYLE.format("/web/cache/1700000000_0123456789abcdef0123456789abcdef.css"), {}),
        (ASSET.format("/themes/Frontend/Responsive/frontend/_public/src/js/jquery.js"), {}),
        ("", {"set-cookie": "session-1=ab; path=/, __csrf_token-1=x"}),
    ],
    "prestashop": [
        ('<script>var prestashop = {"cart":{}};</script>', {}),
        ('<meta name="generator" content="PrestaShop">', {}),
        (STYLE.format("https://s.example/themes/classic/assets/cache/theme-1a2b3c.css"), {}),
        (ASSET.format("/modules/ps_shoppingcart/ps_shoppingcart.js"), {}),
        ("<script>var static_token = '0123456789abcdef0123456789abcdef';</script>", {}),
        ("", {"set-cookie": "PrestaShop-0123456789abcdef0123456789abcdef=x; path=/"}),
    ],
    "opencart": [
        (STYLE.format("catalog/view/theme/default/stylesheet/stylesheet.css"), {}),
        (ASSET.format("https://s.example/catalog/view/javascript/common.js"), {}),
        ("", {"set-cookie": "OCSESSID=1; path=/"}),
    ],
    "sap commerce": [
        (STYLE.format("/_ui/responsive/theme-alpha/css/style.css"), {}),
        ("<script>var ACC = { config: {} }; ACC.config.contextPath = '';</script>", {}),
        ('<meta name="occ-backend-base-url" content="https://api.s.example">', {}),
        ('<cx-storefront class="stop-navigating"></cx-storefront>', {}),
        ("", {"set-cookie": "acceleratorSecureGUID=1; Secure"}),
    ],
    "salesforce commerce cloud": [
        (STYLE.format("/on/demandware.static/Sites-Bolts-Site/-/en_US/v1/css/global.css"), {}),
        ('<form action="/on/demandware.store/Sites-Bolts-Site/en_US/Search-Show" role="search">', {}),
        ("<script>window.u = '/on/demandware.store/Sites-Bolts-Site/en_US/Cart-MiniCart';</script>", {}),
        ('<script id="mobify-data" type="application/json">{}</script>', {}),
        ("", {"set-cookie": "dwanonymous_0123456789abcdef=x; path=/"}),
    ],
    "squarespace": [
        ("<script>Static = window.Static || {}; Static.SQUARESPACE_CONTEXT = {};</script>", {}),
        (ASSET.format("https://assets.squarespace.com/universal/scripts-compressed/common.js"), {}),
        ("", {"server": "Squarespace"}),
    ],
    "wix": [
        ('<meta name="generator" content="Wix.com Website Builder"/>', {}),
        ('<script type="application/json" id="wix-essential-viewer-model">{}</script>', {}),
        (ASSET.format("https://static.parastorage.com/services/wix-thunderbolt/dist/main.js"), {}),
        ("", {"x-wix-request-id": "1.2"}),
    ],
    "broadleaf": [
        (ASSET.format("/js/BLC.js"), {}),
        ('<link rel="icon" href="/cmsstatic/img/favicon.ico">', {}),
        ("<script>var params = {}; updateUncacheableData(params);</script>", {}),
    ],
}


@pytest.mark.parametrize(
    ("name", "text", "headers"), [(name, text, headers) for name, pages in LEFT.items() for text, headers in pages]
)
def test_one_mark_is_enough(name: str, text: str, headers: dict[str, str]) -> None:
    page = Page(url="https://s.example/", text=f"<!doctype html><html><head>{text}</head></html>", headers=headers)
    assert tell_software(page) == name


def test_every_software_is_tried() -> None:
    assert list(LEFT) == list(read_marks())


def test_every_software_is_documented_and_every_endpoint_said_to_be_asked() -> None:
    text = (Path(__file__).parents[2] / "docs" / "crawling.md").read_text(encoding="utf-8")
    table = text.partition("## Shop software")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("| ")
    ]
    assert [row[0] for row in rows[1:]] == list(LEFT)
    assert {row[0] for row in rows[1:] if row[2] != "pages"} == set(SOURCES)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://www.shopify.com/?ref=x">Powered by Shopify</a>',
        '<a href="https://s.example/on/demandware.store/Sites-A-Site/">demo</a>',
        '<a href="/collections/bolts">Bolts</a> <a href="/products/bolt">Bolt</a>',
        '<img src="https://cdn.shopify.com/s/files/1/0012/3456/products/bolt.jpg">',
        '<script src="https://sdks.shopifycdn.com/buy-button/latest/buy-button-storefront.min.js"></script>',
        "<script>if (window.Shopify && Shopify.theme == 1) { track(Shopify.shop); }</script>",
        "<p>We moved from Magento: x-magento-init is gone, &lt;script type='text/x-magento-init'&gt; too.</p>",
        "<pre><code>window.stencilBootstrap('default')</code></pre>",
        '<textarea><script src="/catalog/view/javascript/common.js"></script></textarea>',
        "<!-- <script src='/skin/frontend/base/default/js/a.js'></script> -->",
        '<link rel="alternate" href="/on/demandware.static/x.html"><link rel="canonical" href="/bundles/storefront/">',
        '<meta name="keywords" content="generator, PrestaShop, Wix.com Website Builder">',
        '<meta name="description" content="WooCommerce agency">',
        '<div class="icon-shopware is-shopware-agency">Shopware 6</div><i class="fa-shopware"></i>',
        '<script src="/wp-content/plugins/woocommerce-alternative/a.js"></script><body class="woocommerce-agency">',
        '<script src="/static/js/main.js"></script><script src="/frontend/app.js"></script>',
        '<body class="is-ctl">',
        "",
    ],
)
def test_what_a_page_links_to_or_speaks_of_is_not_what_made_it(text: str) -> None:
    assert tell_software(Page(url="https://s.example/", text=f"<html><body>{text}</body></html>")) is None


def test_software_without_endpoints_for_everybody_is_named_all_the_same() -> None:
    found = recognise_platform(Page(url="https://s.example/", text='<meta name="generator" content="PrestaShop">'))
    assert found is not None
    assert (found.name, found.root) == ("prestashop", "")


@given(st.text(), st.dictionaries(st.sampled_from(["set-cookie", "link", "server", "powered-by"]), st.text()))
def test_any_page_can_be_looked_at(text: str, headers: dict[str, str]) -> None:
    for shown in (text, f"<script>{text}</script>", f"<link rel={text}>", f'<meta name="generator" content="{text}">'):
        recognise_platform(Page(url="https://s.example/", text=shown, headers=headers))


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<script>",
        "<a ",
        "<ul><li>",
        "<body class='is-ctl-",
        "<body is-ctl-a ",
        "<link rel='icon ",
        "<",
        "Shopify.",
    ],
)
def test_looking_takes_no_longer_than_the_page_is_long(piece: str) -> None:
    text = piece * (2 * LONGEST_PAGE // len(piece))
    assert tell_software(Page(url="https://s.example/", text=f"<html>{text}")) is None

"""Answers of endpoints as sources get them."""

from __future__ import annotations

import json

from crawler.pages import Page

SHOP = "https://shop.example/"


def answer(url: str, body: object, status: int = 200, **headers: str) -> Page:
    return Page(url=url, requested_url=url, text=json.dumps(body), status=status, headers=headers)

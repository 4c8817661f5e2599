"""Telegram's HTML, read as its server reads it (tdlib)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.fake_telegram_parts.state import JSON, ApiError, bad

KINDS = {
    "blockquote": "blockquote",
    "pre": "pre",
    "code": "code",
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
# Entities over the same text are listed in this order, as tdlib sorts them.
ORDER = ["expandable_blockquote", "text_mention", *dict.fromkeys(KINDS.values())]

_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_END_TAG = re.compile(r"</([^\s>]*)\s*(>?)")
_VALUE = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9.-]*)(?=[\s>])""")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")


def utf16(text: str) -> int:
    """Length in UTF-16 units, in which Telegram counts offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(html: str) -> tuple[str, list[JSON]]:
    """Plain text and entities, or a 400 that says where the mark-up is wrong."""
    return _Html(html).read()


@dataclass(frozen=True)
class _Tag:
    name: str
    attributes: dict[str, str]
    offset: int
    piece: int


class _Html:
    """One reading of one text: where it stands, what is open, what was found."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Tag] = []
        self.entities: list[JSON] = []
        self.last_code = _Tag("code", {}, 0, 0)

    def read(self) -> tuple[str, list[JSON]]:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._plain()
        if self.open:
            name = self.open[-1].name
            lost = f'Can\'t find end tag corresponding to start tag "{name}"'
            raise bad(f"can't parse entities: {lost}")
        return self._checked_text(), sorted(self.entities, key=_place)

    def _checked_text(self) -> str:
        text = "".join(self.pieces)
        if re.search("[\ud800-\udfff]", text):
            raise bad(
                "can't parse entities: Text contains invalid Unicode characters after decoding "
                "HTML entities, check for unmatched surrogate code units"
            )
        return text

    def _error(self, reason: str, at: int, more: str = "") -> ApiError:
        offset = len(self.source[:at].encode())
        return bad(f"can't parse entities: {reason} at byte offset {offset}{more}")

    def _take(self, pattern: str) -> str:
        found = re.compile(pattern).match(self.source, self.at)
        assert found is not None
        self.at = found.end()
        return found.group()

    def _at_end(self) -> bool:
        return self.at >= len(self.source)

    def _plain(self) -> None:
        piece = _unescaped(self._take("[^<]+"))
        self.pieces.append(piece)
        self.length += utf16(piece)

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._take(r"[^\s>]*").lower()
        if self._at_end():
            raise self._error("Unclosed start tag", begin)
        if name not in KINDS:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Tag(name, attributes, self.length, len(self.pieces)))

    def _attributes(self, name: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while not self._take(r"\s*>?").endswith(">"):
            key = self._take(r"[^\s=>/\"']*")
            if not key and not self._at_end():
                raise self._error(f'Empty attribute name in the tag "{name}"', begin)
            assigned = "=" in self._take(r"\s*=?\s*")
            if self._at_end():
                raise self._error(f'Unclosed start tag "{name}"', begin)
            found[key] = self._value(begin) if assigned else ""
        return found

    def _value(self, begin: int) -> str:
        match = _VALUE.match(self.source, self.at)
        if match is None and self.source[self.at] in "\"'":
            raise self._error("Unclosed start tag", begin)
        if match is None:
            raise self._error("Unexpected end of name token", self.at)
        self.at = match.end()
        if match[3] is not None:
            return match[3].lower()
        return _unescaped(match[1] if match[1] is not None else match[2])

    def _end_tag(self) -> None:
        if not self.open:
            raise self._error("Unexpected end tag", self.at)
        match = _END_TAG.match(self.source, self.at)
        assert match is not None
        if not match[2]:
            raise self._error("Unclosed end tag", self.at)
        tag, name = self.open.pop(), match[1].lower()
        if name not in ("", tag.name):
            expected = f', expected "</{tag.name}>", found "</{name}>"'
            raise self._error("Unmatched end tag", self.at, expected)
        self.at = match.end()
        self._close(tag)

    def _close(self, tag: _Tag) -> None:
        span = {"offset": tag.offset, "length": self.length - tag.offset}
        if span["length"] == 0:
            return
        if tag.name == "a":
            inner = "".join(self.pieces[tag.piece :])
            self.entities.extend(_link(tag.attributes.get("href") or inner, inner, span))
        elif tag.name == "pre":
            self.entities.append({"type": "pre", **span, **self._language(span)})
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            self.entities.append({"type": "expandable_blockquote", **span})
        else:
            self.entities.append({"type": KINDS[tag.name], **span})
            if tag.name == "code":
                self.last_code = tag

    def _language(self, span: JSON) -> JSON:
        """The language of <pre><code class="language-...">, which then is one entity."""
        last = self.entities[-1] if self.entities else {}
        if last != {"type": "code", **span}:
            return {}
        _, marker, language = self.last_code.attributes.get("class", "").partition("language-")
        if not marker or not language:
            return {}
        self.entities.pop()
        return {"language": language}


def _place(entity: JSON) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], ORDER.index(entity["type"])


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(_character, text)


def _character(reference: re.Match[str]) -> str:
    if reference[3]:
        return _NAMED[reference[3]]
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return chr(code) if 0 < code < 0x10FFFF else reference[0]


def _link(url: str, inner: str, span: JSON) -> list[JSON]:
    """The entity of a link; the server silently drops a link that leads nowhere."""
    if user := _USER_LINK.fullmatch(url):
        person = {"id": int(user[1]), "is_bot": False, "first_name": inner}
        return [{"type": "text_mention", **span, "user": person}]
    return [] if url_fault(url) else [{"type": "text_link", **span, "url": url}]


def url_fault(url: str) -> str | None:
    """What is wrong with a link, in the server's words."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        scheme, rest = "http", url
    if scheme.lower() not in ("http", "https", "tg", "ton"):
        return "Unsupported URL protocol"
    if scheme.lower() == "tg":
        return None
    authority = re.split("[/?#]", rest)[0]
    if not authority:
        return "URL host is empty"
    well_formed = re.fullmatch(r"[^\s@:\[\]]+\.[^\s@:.\[\]]+(:\d+)?", authority)
    return None if well_formed else "Wrong HTTP URL"

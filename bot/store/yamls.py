"""YAML read so that every value keeps its text and every fault knows its line.

All scalars are strings: "no", "on", 1:30 and dates stay as written, and the shapes in
`core.entry` decide what they mean.
"""

import re
from collections.abc import Hashable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.core.errors import Fault, FaultyError

_Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Path_ = tuple[Hashable, ...]


class Document:
    """One parsed file: its value, and the line where each part of it stands."""

    def __init__(self, path: Path, shown: str) -> None:
        self.path = path
        self.shown = shown
        self.faults: list[Fault] = []
        self.value: Any = None
        try:
            self._text = path.read_text(encoding="utf-8")
            node = yaml.compose(self._text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            raise FaultyError([Fault(shown, line, f"is not YAML: {error.problem}")]) from None
        except yaml.YAMLError as error:
            raise FaultyError([Fault(shown, None, f"is not YAML: {error}")]) from None
        except (OSError, UnicodeDecodeError) as error:
            raise FaultyError([Fault(shown, None, f"cannot be read: {error}")]) from None
        if node is not None:
            self.value = self._build(node)

    def _build(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            out: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                if key in out:
                    line = key_node.start_mark.line + 1
                    self.faults.append(Fault(self.shown, line, f'"{key}" stands here twice'))
                out[key] = self._build(value_node)
            return out
        if isinstance(node, yaml.SequenceNode):
            return [self._build(child) for child in node.value]
        return node.value

    @cached_property
    def _lines(self) -> dict[Path_, int]:
        """Where each part stands: read again, for only a file with a fault has need of it."""
        found: dict[Path_, int] = {(): 1}
        node = yaml.compose(self._text, Loader=_Loader)
        if node is not None:
            _find_lines(node, (), found)
        return found

    def line(self, at: Sequence[Hashable]) -> int:
        """The line of a part, or of the nearest part around it."""
        path = tuple(at)
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def fault(self, at: Sequence[Hashable], what: str, cure: str = "") -> Fault:
        """A fault at that part of this file."""
        return Fault(self.shown, self.line(at), what, cure)


def _find_lines(node: yaml.Node, at: Path_, found: dict[Path_, int]) -> None:
    found[at] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            key = (*at, str(key_node.value))
            _find_lines(value_node, key, found)
            found[key] = key_node.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for i, child in enumerate(node.value):
            _find_lines(child, (*at, i), found)


def parse(shape: Any, document: Document, **extra: Any) -> Any:
    """The document as `shape`; raises FaultyError with every fault, each with its line."""
    adapter = shape if isinstance(shape, TypeAdapter) else TypeAdapter(shape)
    value = document.value
    if extra and isinstance(value, dict):
        value = {**value, **extra}
    try:
        parsed = adapter.validate_python(value)
    except ValidationError as error:
        faults = [_fault(document, one, shape) for one in error.errors(include_url=False)]
        raise FaultyError(document.faults + faults) from None
    if document.faults:
        raise FaultyError(document.faults)
    return parsed


def _fault(document: Document, error: Any, shape: Any) -> Fault:
    at = tuple(part for part in error["loc"] if not str(part).endswith("]"))
    name = ".".join(str(part) for part in at)
    kind = error["type"]
    if kind == "extra_forbidden":
        from difflib import get_close_matches

        near = get_close_matches(str(at[-1]), _keys(shape, at), n=1, cutoff=0.5)
        cure = f'did you mean "{near[0]}"?' if near else "leave it out"
        return document.fault(at, f'unknown key "{at[-1]}"', cure)
    if kind == "missing":
        return document.fault(at[:-1], f'"{at[-1]}" is missing', "add it")
    message = str(error["msg"]).removeprefix("Value error, ")
    if kind == "string_pattern_mismatch":
        message = f'"{error["input"]}" has not the right form'
    elif kind == "literal_error":
        message = f'"{error["input"]}" is not one of {error["ctx"]["expected"]}'
    elif kind == "too_short":
        message = f"has {error['ctx']['actual_length']}, fewer than {error['ctx']['min_length']}"
    elif kind == "too_long":
        message = f"has {error['ctx']['actual_length']}, more than {error['ctx']['max_length']}"
    elif kind == "string_too_long":
        message = f"is longer than {error['ctx']['max_length']} characters"
    return document.fault(at, f'"{name}" {message}' if name else message)


def _keys(shape: Any, at: Path_) -> list[str]:
    """The keys that would have been right where the unknown one stands."""
    model = shape
    for part in at[:-1]:
        if isinstance(model, type) and issubclass(model, BaseModel) and isinstance(part, str):
            field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
            model = field.annotation if field else None
        model = _inner_model(model)
    if isinstance(model, type) and issubclass(model, BaseModel):
        return [field.alias or name for name, field in model.model_fields.items()]
    return []


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = [a for a in getattr(annotation, "__args__", ()) if a is not Ellipsis]
    found = (_inner_model(a) for a in inner)
    return next((model for model in found if model is not None), None)


_PLAIN = re.compile(r"^[A-Za-z][A-Za-z0-9 ,.'()/-]*$")


def dump(value: dict[str, Any] | list[dict[str, Any]]) -> str:
    """YAML text that reads back as the same strings."""
    return str(
        yaml.dump(
            value,
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            width=10_000,
            default_flow_style=False,
        )
    )


class _Dumper(yaml.SafeDumper):
    """Writes text with a line break as a block and quotes what needs it."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Never write anchors: files are read by people."""
        return True


def _text(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
    if "\n" in data:
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, style="|")
    style = None if _PLAIN.match(data) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(str, _text)

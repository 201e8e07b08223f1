"""Rules held as data: the parameters of a frozen dataclass, typed by hand or kept as JSON, with every objection at once in Chinese."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from fractions import Fraction
from types import NoneType
from typing import Any, ClassVar, Self, get_args

from engines.exact import fraction_from

KINDS: Mapping[type, str] = {bool: " true 或 false", int: "整数", str: "文字"}


class Objections(ValueError):
    """What was given cannot be. `problems`: every objection, in Chinese."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("；".join(problems))


@dataclass(frozen=True)
class Parameters:
    """Base of a frozen dataclass of parameters: read in their own types and judged when it is made. Immutable.

    labels: Chinese label of every parameter, for forms and messages
    error:  what is raised, with every objection at once
    """

    labels: ClassVar[Mapping[str, str]]
    error: ClassVar[type[Objections]]

    def __post_init__(self) -> None:
        values, problems = _read(type(self), {f.name: getattr(self, f.name) for f in fields(self)})
        for name, value in values.items():
            object.__setattr__(self, name, value)
        if problems := problems or self.contradictions():
            raise self.error(*problems)

    def contradictions(self) -> list[str]:
        """Every way in which the parameters contradict each other, in Chinese."""
        raise NotImplementedError

    def to_json(self) -> dict[str, Any]:
        """Plain JSON types; shares as "1/2"; every parameter present."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What `to_json` wrote or somebody typed; absent parameters take their defaults. raises: `error`."""
        problems = [f"没有“{name}”这个参数" for name in data if name not in cls.labels]
        values, more = _read(cls, {name: value for name, value in data.items() if name in cls.labels})
        if problems := problems + more:
            raise cls.error(*problems)
        return cls(**values)


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, Fraction) else value


def _read(cls: type[Parameters], data: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Values in their own types, and objections; a parameter without a default has to be there."""
    values, problems = {}, []
    for field in fields(cls):
        label, raw = cls.labels[field.name], data.get(field.name)
        if field.default is MISSING and raw is None:
            problems.append(f"{label}必须填写")
        elif field.name in data:
            try:
                values[field.name] = _value(field.type, raw)
            except ValueError as error:
                problems.append(f"{label}：{error}")
    return values, problems


def _value(annotation: Any, raw: object) -> object:
    kinds = get_args(annotation) or (annotation,)
    if raw is None and NoneType in kinds:
        return None
    kind = kinds[0]
    if kind is Fraction:
        return fraction_from(raw)
    if issubclass(kind, StrEnum):
        try:
            return kind(raw)
        except ValueError:
            raise ValueError(f"“{raw}”不在可选值 {'、'.join(kind)} 之中") from None
    if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
        raise ValueError(f"“{raw}”应为{KINDS[kind]}")
    return raw

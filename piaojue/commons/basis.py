"""Why an act happens as it does: an article of law, what places do, what is assumed until somebody has checked it."""

from dataclasses import dataclass

from engines.law import LAWS as KNOWN
from engines.law import Article
from engines.law import Force as Force

LAWS: dict[str, str] = {short: f"{law.title}（{law.version}）" for short, law in KNOWN.items()}
"""Short name → the law's full title and the version that is meant (engines.law)."""


@dataclass(frozen=True)
class Basis:
    """One reason, as an article or as a practice.

    law:     a key of LAWS; empty where no law says so
    article: as it is cited, "14" or "47–50"; empty: the law as a whole
    says:    what follows from it, in a few Chinese words
    places:  where it is done so (Force.LOCAL)
    unsure:  nobody has read it: the place has to check it (待核)
    raises:  ValueError for a law that LAWS does not know
    """

    law: str = ""
    article: str = ""
    says: str = ""
    force: Force = Force.LAW
    places: str = ""
    unsure: bool = False

    def __post_init__(self) -> None:
        if self.force is Force.LAW and self.law not in LAWS:
            raise ValueError(f"{self.law!r} is not in LAWS: write its short name, or add the law with its full title")

    def __str__(self) -> str:
        return f"{self.says}{self.source}"

    @property
    def source(self) -> str:
        """〔法 地方组织法 14 条〕, 〔地方：宁海〕, 〔推〕, 〔法 地方组织法 59 条，待核〕; empty for a promise of our own."""
        if self.force is Force.HOUSE:
            return ""
        cited = f" {self.law}" + (f" {self.article} 条" if self.article else "") if self.law else ""
        where = f"：{self.places}" if self.places else ""
        return f"〔{self.force}{cited}{where}{'，待核' if self.unsure else ''}〕"


def of(*articles: Article) -> tuple[Basis, ...]:
    """What the legal core cites, as reasons of an act."""
    return tuple(Basis(one.law, one.number, one.says, one.force, unsure=one.unsure) for one in articles)


def local(says: str, places: str = "", *, unsure: bool = False) -> Basis:
    """What some places do. `places`: which, as they are known; empty: many."""
    return Basis(says=says, force=Force.LOCAL, places=places, unsure=unsure)


def assumed(says: str, law: str = "", article: str = "") -> Basis:
    """What we take to be right until somebody who knows has checked it. `law`, `article`: what speaks of something like it."""
    return Basis(law, article, says, Force.ASSUMED)


def house(says: str) -> Basis:
    """What this system promises, whatever a law says."""
    return Basis(says=says, force=Force.HOUSE)


BY_CONGRESS = Basis("监督法", "10、17", says="县级以上人大的公开")
BY_GOVERNMENT = Basis("信息公开条例", "19", says="行政机关的公开")
OPENNESS = (BY_CONGRESS, BY_GOVERNMENT)
"""Why everybody may read. 信息公开条例 binds 行政机关 alone, never a congress."""

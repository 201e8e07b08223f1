"""10^12 元 on a project of 600,000 are refused, a fifth more needs a reason, and a plan of nothing doubts nothing."""

from engines.pacing.plausible import doubt


def test_what_cannot_be_is_refused_and_what_is_rare_needs_a_reason():
    assert doubt("累计支付", 600_000, 600_000, "元") is None and doubt("累计支付", 720_000, 600_000, "元") is None
    rare = doubt("累计支付", 720_001, 600_000, "元")
    assert rare and not rare.hard and "0 到 720,000 元" in rare.text and "理由" in rare.text
    assert (far := doubt("累计支付", 10**12, 600_000, "元")) and far.hard
    assert (many := doubt("累计完成数", 2_000_000_000, 1500, "人次")) and many.hard
    assert doubt("累计完成数", 5, None, "处") is None and doubt("累计支付", 5, 0, "元") is None

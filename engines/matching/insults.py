"""Words that insult somebody: a small list, so that they wait for a person before everybody reads them.

Source: words that 现代汉语词典 (7th edition) marks as 骂人的话, and their usual spellings on the net, gathered by hand. It is
meant to catch plain abuse, not to judge a tone: sharp criticism of an office is no insult (宪法 41 条). A text without these
words can still insult; a clerk takes it down. Nothing is forbidden by this list.
"""

INSULTS = (
    r"傻\s?[逼屄b叉x]",
    "煞笔|沙比",
    "(?<![a-z])sb(?![a-z])",
    "(?<![a-z])(?:cnm|nmsl|tmd)(?![a-z])",
    "[操草艹日]你[妈娘]",
    "你妈(?:的|逼|了个)(?![妈家腿脚眼病药电手身住房年])",
    "他妈的",
    "妈了个",
    "狗[日娘]的",
    "狗(?:官|东西|杂种|腿子)",
    "王八蛋",
    "[混浑]蛋",
    "滚(?:蛋|犊子)",
    "杂种",
    "畜生",
    "婊子",
    "贱[人货种]",
    "人渣",
    "败类",
    "(?<!垃)废物(?=[们,。;!?]|$)|一[群帮伙]废物",
    "饭桶",
    "白痴",
    "脑残",
    "蠢[货猪驴]",
    "智障(?!人|儿童|者|群体|孩子|青年|学生|家庭|残疾|康复)",
    "臭不要脸",
    "不要脸",
    "吃屎",
    "去死吧?(?=[们,。;!?]|$)",
    "断子绝孙",
    "不得好死",
    "全家死",
)
"""Regular expressions on the normalised text (half width, lower case, simplified characters)."""

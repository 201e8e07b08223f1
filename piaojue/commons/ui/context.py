"""Context."""


def page_furniture(request):
    return {}

"""The booth's doors."""

urlpatterns: list = []

"""Doors of tasks and notices."""

from django.urls import path

from piaojue.commons.notify import pages, pages_letters, pages_once
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("today/", pages.today, name="today"),
    path("notices/", pages.notices, name="notices"),
    path("notices/read/", pages.read, name="read_notices"),
    path("notices/how/", pages.hearing, name="hearing"),
    path("wechat/once/", pages_once.ask_once, name="ask_once"),
    path("wechat/once/back/", pages_once.once_back, name="once_back"),
    path("wechat/script/", pages_once.wechat_script, name="wechat_script"),
    path("letters/", pages_letters.letters, name="letters"),
    path("letters/<int:pk>.pdf", pages_letters.letters_paper, name="letters_paper"),
    *act_paths(pages_letters),
    path("notices/mailbox/<str:token>/", pages.mailbox, name="confirm_mailbox"),
]

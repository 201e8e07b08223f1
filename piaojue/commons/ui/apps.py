from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "piaojue.commons.ui"
    label = "ui"

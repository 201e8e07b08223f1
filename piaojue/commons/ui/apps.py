from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "piaojue.commons.ui"
    label = "ui"

    def ready(self) -> None:
        """What is missing is asked for in words that say what to do; Django's own only say what a field is."""
        forms.Field.default_error_messages["required"] = _("请填写这一项")
        for choosing in (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField, forms.FileField):
            choosing.default_error_messages = {**choosing.default_error_messages, "required": _("请选择")}

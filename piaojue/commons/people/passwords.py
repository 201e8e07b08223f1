"""Rules for passwords that Django words in English only."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """At least `min_length` characters, said in Chinese."""

    def get_error_message(self) -> str:
        return f"密码太短，至少要 {self.min_length} 位"

    def get_help_text(self) -> str:
        return f"密码至少要 {self.min_length} 位。"

"""What a refresh of the reference files may say when it cannot be done."""


class RefreshUnavailable(RuntimeError):
    """The source did not answer, or answered something unsound: the message is French, and nothing was changed."""

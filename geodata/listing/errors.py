"""What is asked of the listing and cannot be kept."""


class ListingError(ValueError):
    """What is asked of the listing makes no sense; the message is a French sentence."""


class FieldError(ListingError):
    """A value that a field cannot hold; `field`: its name, so that a form says it in the right place."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field

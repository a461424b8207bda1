"""What is said to whoever sends a file that is not taken."""


class RefusedDocument(ValueError):
    """The file is not taken; the message is a French sentence that says what to do."""


KINDS = "Envoyer un PDF, un DOCX ou un ODT."
DAMAGED = "Ce fichier est abîmé ou incomplet. L’ouvrir, l’enregistrer de nouveau, puis le renvoyer."
PASSWORD = "Ce fichier est protégé par un mot de passe. L’enregistrer sans mot de passe, puis le renvoyer."  # noqa: S105
MACROS = "Ce fichier contient des macros ou des objets incorporés. L’enregistrer en PDF, puis le renvoyer."

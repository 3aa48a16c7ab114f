"""What requests and items are found by: an inverted index, made again from them by `rebuild_search`."""

from django.db import models

from gouvernail.workspaces.models import Derived

TERM = 52  # two stems of at most 24 letters, and what joins them


class Document(Derived):
    """One request or one item as it is found: its stems, in the order of `method.similarity`."""

    request = models.OneToOneField("backlog.Request", on_delete=models.CASCADE, null=True, related_name="document")
    item = models.OneToOneField("backlog.Item", on_delete=models.CASCADE, null=True, related_name="document")
    title = models.TextField()  # stems with spaces between
    body = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"document {self.pk}"


class Posting(Derived):
    """One term that one document has. No counter is kept: two writers of one term never wait for each other."""

    document = models.ForeignKey("backlog.Document", on_delete=models.CASCADE, related_name="postings")
    term = models.CharField(max_length=TERM)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("workspace", "term", "document"), name="documents_of_a_term"),)

    def __str__(self) -> str:
        return self.term


class Spelling(Derived):
    """A word that some document has or had, or what remains of it without one letter. Twice the same does no harm."""

    form = models.CharField(max_length=TERM)
    word = models.CharField(max_length=TERM)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("workspace", "form", "word"), name="words_of_a_spelling"),)

    def __str__(self) -> str:
        return f"{self.form} · {self.word}"

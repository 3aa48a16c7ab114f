"""Files as teams export them, small and written by hand, for the tests of the web's diagnosis."""

HEADER = "Clé;Titre;Statut;Créé le;Démarré le;Livré le;Échéance;Rapporteur;Responsable;Priorité;But visé\n"


def items(count: int = 40, *, title: str = "Demande") -> str:
    """Write a list of items whose objective stands under a header that nobody recognises."""
    lines = []
    for n in range(1, count + 1):
        day, month = n % 27 + 1, n % 12 + 1
        lines.append(
            f"CRM-{n};{title} {n};Livré;{day:02}/{month:02}/2024;{day:02}/{month:02}/2024;"
            f"{day:02}/{month:02}/2025;{month:02}/2024;Personne {n % 7};Équipe {n % 3};Haute;Vendre plus\n"
        )
    return HEADER + "".join(lines)


def no_trail(**_entry: object) -> None:
    """Refuse to write the trail: what stands in its transaction must not be."""
    message = "the trail cannot be written"
    raise RuntimeError(message)

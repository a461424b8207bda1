"""The page « Données ouvertes »: plain HTML, for those who look for files and for machines that follow links."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from string import Template

from config.open_data import open_data
from geodata.instants import PARIS
from geodata.publication import DataInclusion, Table
from geodata.publication.files import flat

_PAGE = Template("""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Données ouvertes – Vigie</title>
<meta name="description" content="L’annuaire des associations et les indicateurs publics, en fichiers.">
<style>
body { font: 1.05rem/1.6 sans-serif; color: #161616; background: #fff; max-width: 60rem; margin: 0 auto;
padding: 1rem; }
h1 { line-height: 1.25; } h2 { margin-top: 2.5rem; }
a { color: #000091; } a:focus-visible { outline: 3px solid #0a76f6; outline-offset: 2px; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { border: 1px solid #929292; padding: .4rem .6rem; text-align: left; vertical-align: top;
overflow-wrap: anywhere; }
.size { white-space: nowrap; }
code { font-size: .95em; }
</style></head>
<body><header><p><a href="/">Vigie</a></p></header>
<main>
<h1>Données ouvertes</h1>
<p>L’annuaire des associations qui accompagnent les victimes de traite des êtres humains : $branches antennes de
$associations organisations, dont $unverified « à confirmer ». Mis à jour le $day à $hour.</p>
<h2 id="fichiers">Les fichiers</h2>
<div class="table" role="region" aria-labelledby="titre-fichiers" tabindex="0"><table>
<caption id="titre-fichiers">Fichiers à télécharger, à des adresses qui ne changent pas</caption>
<thead><tr><th scope="col">Fichier</th><th scope="col">Ce qu’il contient</th><th scope="col">Taille</th></tr></thead>
<tbody>$files</tbody></table></div>
<h2 id="licence">Licence</h2>
<p>$licence. Mention à reprendre : « $mention ».</p>
<h2 id="lire">Ce qu’il faut savoir avant de s’en servir</h2>
<ul>$notes
<li>Une association publie son adresse, son téléphone, ses horaires, ses langues si elle y consent ; le reste n’est pas
dans ces fichiers.</li>
<li>L’aide à l’hébergement est une fonction, jamais un lieu : ni rue, ni point de ces antennes.</li>
<li>data·inclusion (schéma v1) ne nomme ni la traite, ni les formes d’exploitation : elles sont dans
<code>publics_precisions</code>, et en codes dans le fichier de compléments. <code>date_maj</code> est le jour de la
dernière vérification ou, à défaut, celui où la fiche a été reçue.</li>
$left_out</ul>
<h2 id="sources">Sources</h2>
<ul>$sources</ul>
<h2 id="colonnes">Colonnes de l’annuaire</h2>
<div class="table" role="region" aria-labelledby="titre-colonnes" tabindex="0"><table>
<caption id="titre-colonnes">Colonnes des fichiers « annuaire »</caption>
<thead><tr><th scope="col">Colonne</th><th scope="col">Sens</th></tr></thead><tbody>$columns</tbody></table></div>
<h2 id="indicateurs">Indicateurs publics</h2>
<p>En JSON, tels que les pages les montrent à tous : <a href="indicateurs.json">liste des indicateurs</a>, puis par
exemple <code>indicateurs/coverage_gap.json?annee=2016&amp;forme=mendicite_forcee</code>. Une valeur absente porte son
état : <code>unknown</code> (non renseigné), <code>not_applicable</code> (sans objet), <code>secret</code>.</p>
<ul>$indicators</ul>
</main></body></html>
""")


def page(
    listing: Table,
    written: DataInclusion,
    files: Sequence[tuple[str, str, int]],
    indicators: Sequence[tuple[str, str]],
    at: datetime,
) -> str:
    """The page. `files`: name, title and size (bytes) of each; `indicators`: id and label; `at`: of the last change."""
    words, when = open_data(), at.astimezone(PARIS)
    columns = [str(name) for name in flat(listing)]
    left_out = [
        f"<li>{count} antenne{'s' * (count > 1)} ne figure{'nt' * (count > 1)} pas dans les fichiers data·inclusion"
        f"\N{NO-BREAK SPACE}: {escape(reason)}.</li>"
        for reason, count in sorted(written.left_out.items())
    ]
    return _PAGE.substitute(
        branches=len(listing.rows),
        associations=listing.rows["structure"].nunique(),
        unverified=int((~listing.rows["recent"].astype(bool)).sum()),
        day=f"{when:%d/%m/%Y}",
        hour=f"{when.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{when:%M}",
        files="".join(
            f'<tr><th scope="row"><a href="{name}" download>{name}</a></th>'
            f'<td>{escape(title)}</td><td class="size">{_size(size)}</td></tr>'
            for name, title, size in files
        ),
        licence=f'<a href="{escape(words.licence.url)}">{escape(words.licence.name)}</a>',
        mention=escape(words.licence.mention),
        notes="".join(f"<li>{escape(note)}</li>" for note in listing.notes),
        left_out="".join(left_out),
        sources="".join(f"<li>{escape(origin.sentence)}</li>" for origin in listing.provenance) or "<li>Aucune.</li>",
        columns="".join(
            f'<tr><th scope="row"><code>{name}</code></th><td>{escape(words.columns.get(name, ""))}</td></tr>'
            for name in columns
        ),
        indicators="".join(
            f'<li><a href="indicateurs/{name}.json">{escape(label)}</a></li>' for name, label in indicators
        ),
    )


def _size(size: int) -> str:
    """In kilobytes, with the decimal comma."""
    return f"{size / 1000:.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}ko"

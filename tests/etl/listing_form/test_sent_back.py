"""A workbook sent back, as far as the proposals that it makes, on both databases."""

from io import BytesIO

import openpyxl

from etl.listing_form import read, write
from geodata.database import transaction
from geodata.repositories.listing_cards import card
from geodata.repositories.listing_proposals import proposals, propose, propose_branch
from geodata.repositories.listing_rows import Origin
from tests.geodata.conftest import Archive
from tests.geodata.listing.conftest import ASSOCIATION, CODE, ENTRY, LOZERE, alouettes


def test_a_workbook_sent_back_becomes_proposals_of_the_same_card(database: str) -> None:
    with transaction(database) as session:
        mende, _ = alouettes(Archive(session))
        seen = card(session, ASSOCIATION, CODE)
        book = openpyxl.load_workbook(BytesIO(write(seen)))
        branches = book["Antennes"]
        at = next(cell.column for cell in branches[1] if str(cell.value).endswith(str(mende)))
        new = next(cell.column for cell in branches[1] if cell.value == "Nouvelle antenne 1")
        rows = {" ".join(str(branches.cell(row, 2).value).split()): row for row in range(2, branches.max_row + 1)}
        branches.cell(rows["Téléphone public"], at).value = "04 66 01 02 03"
        branches.cell(rows["Département"], new).value = "30"
        branches.cell(rows["Nom de l’antenne"], new).value = "Alès"
        content = BytesIO()
        book.save(content)

        difference = read(content.getvalue(), seen)
        propose(session, ASSOCIATION, CODE, difference.wanted, entry=ENTRY, origin=Origin("workbook"))
        for each in difference.new_branches:
            propose_branch(session, ASSOCIATION, CODE, each.values, each.zones, entry=ENTRY, origin=Origin("workbook"))

        (waiting,) = proposals(session, LOZERE, ENTRY.day)
        assert waiting.origin == "workbook"
        assert waiting.changes["phone"].after == "04 66 01 02 03"
        assert len(proposals(session, ASSOCIATION, ENTRY.day)) == 2
        assert read(write(seen), card(session, ASSOCIATION, CODE)).wanted == []

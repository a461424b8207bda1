"""Documents: known by their content, stripped, looked through, kept, and read by whom they are shared with."""

import io
import tarfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import docx
import pikepdf
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.settings import settings
from geodata.backup import backup
from geodata.database import transaction
from geodata.documents import RefusedDocument, accept, keep, kept, safe_name
from geodata.meetings import DocumentKind, Refused, Variant
from geodata.models import JournalLine
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import meeting_documents, meetings
from geodata.shelter_guard import LocatesAShelter
from tests.geodata.meetings.conftest import NOW, Secretariat
from tests.geodata.meetings.files import jpeg, odt, pdf, png, with_member, word

SHELTER = "Le refuge est au 3 rue des Lilas, 48000 Mende."
MAKERS = {".pdf": pdf, ".docx": word, ".odt": odt}


@pytest.mark.parametrize("suffix", MAKERS)
def test_each_kind_is_known_by_its_content(suffix: str):
    assert accept(MAKERS[suffix]("Compte rendu.")).suffix == suffix


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_text_that_locates_a_shelter_is_refused_and_nothing_of_it_is_repeated(suffix: str):
    with pytest.raises(LocatesAShelter) as refusal:
        accept(MAKERS[suffix](SHELTER))
    assert "Lilas" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"MZ\x90\x00" + b"\x00" * 100, "type"),
        (b"%PDF-1.7 rien d'autre", "abîmé"),
        (b"PK\x03\x04 rien d'autre", "abîmé"),
        ("Un texte simple, sans rien d’autre.".encode(), "type"),
        (jpeg(), "type"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(content: bytes, said: str):
    with pytest.raises(RefusedDocument, match=said):
        accept(content)


def test_an_archive_that_is_no_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("tableau.csv", "a;b")

    with pytest.raises(RefusedDocument, match="archive"):
        accept(out.getvalue())


def test_a_document_locked_by_a_password_is_refused():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Compte rendu."))) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(RefusedDocument, match="mot de passe"):
        accept(out.getvalue())


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/feuille.xlsx", "word/activeX/a.bin"])
def test_programs_and_embedded_files_are_refused(name: str):
    with pytest.raises(RefusedDocument, match="macros"):
        accept(with_member(word("Compte rendu."), name, b"\xd0\xcf\x11\xe0"))


def test_macros_of_an_odt_are_refused():
    with pytest.raises(RefusedDocument, match="macros"):
        accept(with_member(odt("Compte rendu."), "Basic/Standard/Module1.xml", b"<a/>"))


def test_an_archive_that_inflates_too_much_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("geodata.documents.office.threshold", lambda name: 200_000)

    with pytest.raises(RefusedDocument, match="décompressé"):
        accept(with_member(word("Compte rendu."), "word/media/image1.png", b"\x00" * 300_000))


def test_a_document_too_big_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("geodata.documents.acceptance.threshold", lambda name: 10)

    with pytest.raises(RefusedDocument, match="Mo"):
        accept(pdf("Compte rendu."))


def test_a_pdf_leaves_its_author_its_attachments_and_its_programs():
    sent = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Compte rendu.", Author="Auteur-repère", Title="Titre-repère"))) as file:
        with file.open_metadata() as metadata:
            metadata["dc:creator"] = ["Auteur-repère"]
        file.attachments["note.txt"] = b"attachement-repere"
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('script-repere')")
        file.Root.OpenAction = script
        file.save(sent, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    assert b"script-repere" in sent.getvalue()

    taken = accept(sent.getvalue()).content

    with pikepdf.open(io.BytesIO(taken)) as file:
        out = io.BytesIO()
        flat = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False}
        file.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, **flat)
        assert not list(file.attachments)
        assert "/Info" not in file.trailer
    whole = out.getvalue().replace(b"\x00", b"")
    for trace in (b"rep\xe8re", "repère".encode(), b"attachement-repere", b"script-repere"):
        assert trace not in whole
    assert b"Compte rendu" in whole


def test_what_a_pdf_hides_is_looked_through_too():
    sent = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Compte rendu."))) as file:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=pikepdf.String(SHELTER)
        )
        file.pages[0].Annots = pikepdf.Array([file.make_indirect(note)])
        file.save(sent)

    with pytest.raises(LocatesAShelter):
        accept(sent.getvalue())


def test_a_docx_leaves_its_author_and_a_photograph_its_place():
    made = docx.Document(io.BytesIO(word("Compte rendu.", author="Auteur-repère")))
    made.add_picture(io.BytesIO(jpeg("position-repere")))
    made.add_picture(io.BytesIO(png(b"position-repere")))
    made.core_properties.comments = "Note-repère"
    sent = io.BytesIO()
    made.save(sent)

    taken = accept(sent.getvalue()).content

    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert "repère".encode() not in whole
    assert b"position-repere" not in whole
    again = docx.Document(io.BytesIO(taken))
    assert again.paragraphs[0].text == "Compte rendu."
    assert len(again.inline_shapes) == 2


def test_an_odt_is_still_one_once_stripped():
    taken = accept(odt("Compte rendu.")).content

    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert b"<office:meta/>" in archive.read("meta.xml")
    assert accept(taken).content == taken


def test_a_text_cut_into_runs_comments_and_links_is_read_as_one():
    made = docx.Document()
    paragraph = made.add_paragraph()
    for part in ("Le refuge est au 3 r", "ue des Li", "las, 48000 Mende."):
        paragraph.add_run(part)
    sent = io.BytesIO()
    made.save(sent)

    with pytest.raises(LocatesAShelter):
        accept(sent.getvalue())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Bureau\\Compte rendu.docx", "Compte rendu.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("…", "document.pdf"),
        ("a" * 300, "a" * 120 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, expected: str):
    assert safe_name(name, ".pdf") == expected


def test_what_is_kept_is_what_was_kept(sqlite_database: str):
    sha256 = keep(b"abc", ".pdf")
    assert kept(sha256, ".pdf") == b"abc"

    (place,) = settings().data_dir.rglob(f"{sha256}.pdf")
    place.write_bytes(b"abd")
    with pytest.raises(ValueError, match="backup"):
        kept(sha256, ".pdf")
    with pytest.raises(ValueError, match="kept file"):
        kept("../../etc/passwd", ".pdf")


def deposit(lozere: Secretariat, number: int, **changes: object) -> str:
    sent = {"name": "cr.pdf", "content": pdf("Compte rendu."), "kind": DocumentKind.WORKING, "attested": True} | changes
    return meeting_documents.deposit(
        lozere.session, lozere.writer, number, expected=lozere.version(number), now=NOW, **sent  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_document_needs_the_word_of_whoever_sends_it(lozere: Secretariat):
    number = lozere.open()

    with pytest.raises(RefusedDocument, match="Confirmer"):
        deposit(lozere, number, attested=False)


def test_a_refused_document_leaves_no_file(lozere: Secretariat):
    number = lozere.open()

    with pytest.raises(LocatesAShelter):
        deposit(lozere, number, content=pdf(SHELTER))
    with pytest.raises(LocatesAShelter):
        deposit(lozere, number, name="Refuge 3 rue des Lilas 48000 Mende.pdf")
    assert not list(settings().data_dir.rglob("*.pdf"))


def test_members_open_what_is_shared_and_the_journal_is_told(lozere: Secretariat, session: Session):
    number = lozere.open()
    reserved = deposit(lozere, number)
    shared = deposit(lozere, number, content=pdf("Ordre du jour."), shared=True)
    siao = perimetre("siao:48")

    assert list(meeting_documents.documents(session, siao, number)["sha256"]) == [shared]
    assert meeting_documents.content(session, siao, number, shared).startswith(b"%PDF")
    with pytest.raises(RefusedDocument, match="partagé"):
        meeting_documents.content(session, siao, number, reserved)
    with pytest.raises(NotAllowed):
        meeting_documents.content(session, perimetre("siao:01"), number, shared)
    exports = session.scalars(select(JournalLine).where(JournalLine.event == "export")).all()
    assert [line.role for line in exports] == ["siao:48"]


def test_the_same_file_is_not_attached_twice(lozere: Secretariat):
    number, sent = lozere.open(), pdf("Compte rendu.")
    deposit(lozere, number, content=sent)

    with pytest.raises(Refused, match="déjà joint"):
        deposit(lozere, number, content=sent)


def test_the_session_file_is_kept_byte_for_byte(lozere: Secretariat, session: Session):
    number, drawn = lozere.convene(), pdf("Dossier de séance.", Title="Dossier de séance")
    options = {"name": "dossier.pdf", "content": drawn, "now": NOW}

    prefet = meeting_documents.freeze(
        session, lozere.writer, number, variant=Variant.PREFET, expected=lozere.version(number), **options
    )

    assert meeting_documents.content(session, lozere.prefet, number, prefet) == drawn
    assert meetings.meeting(session, lozere.prefet, number).files[0].sha256 == prefet
    assert meetings.meeting(session, perimetre("siao:48"), number).files == ()


def test_a_backup_holds_the_documents(sqlite_database: str, tmp_path: Path):
    with transaction() as session:
        lozere = Secretariat(session)
        sha256 = deposit(lozere, lozere.open())

    backup(tmp_path / "copie.tar.gz")

    with tarfile.open(tmp_path / "copie.tar.gz") as archive:
        assert any(sha256 in name for name in archive.getnames())


def test_an_archive_is_not_inflated_to_know_its_kind():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", "<a/>")
        archive.writestr("mimetype", bytes(100_000_000))
    tracemalloc.start()

    with pytest.raises(RefusedDocument):
        accept(out.getvalue())

    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert highest < 20_000_000


@pytest.mark.parametrize("layers", [1, 2])
def test_a_pdf_that_inflates_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, layers: int):
    monkeypatch.setattr("geodata.documents.inflation.threshold", lambda name: 1_000_000)
    made = pikepdf.open(io.BytesIO(pdf("Compte rendu.")))
    content = b"q Q " * 1_000_000
    for _ in range(layers):
        content = zlib.compress(content)
    made.pages[0].Contents = made.make_stream(b"")
    made.pages[0].Contents.write(content, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * layers))
    out = io.BytesIO()
    made.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)

    with pytest.raises(RefusedDocument):
        accept(out.getvalue())


@pytest.mark.parametrize("before", [(), ("/FlateDecode",), ("/ASCIIHexDecode",)])
def test_a_photograph_of_a_pdf_loses_its_place_whatever_wraps_it(before: tuple[str, ...]):
    made = pikepdf.open(io.BytesIO(pdf("Compte rendu.")))
    said = jpeg("Prise au 3 rue des Lilas")
    wrapped = {(): said, ("/FlateDecode",): zlib.compress(said), ("/ASCIIHexDecode",): said.hex().encode() + b">"}
    image = made.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=8)
    image.write(
        wrapped[before], filter=pikepdf.Array([*(pikepdf.Name(each) for each in before), pikepdf.Name.DCTDecode])
    )
    made.pages[0].Resources.XObject = pikepdf.Dictionary(I=image)
    made.pages[0].Contents = made.make_stream(b"q 8 0 0 8 0 0 cm /I Do Q")
    out = io.BytesIO()
    made.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)

    kept_ = pikepdf.open(io.BytesIO(accept(out.getvalue()).content))

    picture = kept_.pages[0].Resources.XObject.I
    assert b"Lilas" not in picture.read_raw_bytes()
    assert picture.read_raw_bytes().startswith(b"\xff\xd8")

"""What a file is, its bytes say: every kind that is read, and for every other what to do instead."""

from __future__ import annotations

import pytest

from importers.readers.sniffing import Kind, kind_of
from importers.readers.source import SourceError
from tests.importers.readers.office import zipped

SHEET_XML = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (zipped({"word/document.xml": "x"}), "a.xlsx", Kind.DOCX),
        (zipped({"word/document2.xml": "x"}), "a.doc", Kind.DOCX),
        (zipped({"xl/workbook.xml": "x"}), "a.docx", Kind.XLSX),
        (zipped({"\\xl\\workbook.xml": "x"}), "a.xls", Kind.XLSX),
        (zipped({"content.xml": '<a xmlns:office="opendocument.spreadsheet"/>'}), "a.odt", Kind.ODS),
        (zipped({"content.xml": "<office:spreadsheet>"}), "a.ods", Kind.ODS),
        (zipped({"content.xml": "<table:table>"}), "a.et", Kind.ODS),
        (b"%PDF-1.4", "a.txt", Kind.PDF),
        (b"\n junk " * 20 + b"%PDF-1.4", "a.doc", Kind.PDF),
        (SHEET_XML, "a.xls", Kind.SPREADSHEETML),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "a.txt", Kind.SPREADSHEETML),
        (b"\xef\xbb\xbf" + SHEET_XML, "a.xls", Kind.SPREADSHEETML),
        (b"\xff\xfe" + SHEET_XML.decode().encode("utf-16-le"), "a.xls", Kind.SPREADSHEETML),
        (b"\xfe\xff" + SHEET_XML.decode().encode("utf-16-be"), "a.xls", Kind.SPREADSHEETML),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.doc", Kind.MHTML),
        (b"From: a\r\nContent-Type: text/html", "a.mht", Kind.MHTML),
        (b"Subject: a\r\n\r\nhello", "a.txt", Kind.TEXT),
        (b"<!DOCTYPE html><p>a", "a.xls", Kind.HTML),
        (b"<html><body>", "a.txt", Kind.HTML),
        (b"\n  <table class='a'><tr>", "a.txt", Kind.HTML),
        (b"\xef\xbb\xbf<table>", "a.csv", Kind.HTML),
        (b"Version:0.9\nStartHTML:00000097", "a.txt", Kind.HTML),
        ("前言<table><tr>".encode(), "a.xls", Kind.HTML),
        ("前言<table><tr>".encode(), "a.txt", Kind.TEXT),  # a text may speak of a table
        ("前言<table><tr>".encode(), "a.tsv", Kind.TEXT),
        ("前言<table><tr>".encode(), "a.md", Kind.TEXT),
        ("前言,<table>".encode(), "a.csv", Kind.CSV),
        (b"<p>a", "a.md", Kind.HTML),
        (b"a,b", "a.CSV", Kind.CSV),
        (b"a,b", "a.txt", Kind.TEXT),
        (b"a\tb", "a.xls", Kind.TEXT),
        (b"a\tb", "nameless", Kind.TEXT),
        (b"1 < 2 <p", "a.xls", Kind.TEXT),
        (b'<?mso-application progid="Word.Document"?>', "a.doc", Kind.WORD_XML),
        (b'<a xmlns="http://schemas.microsoft.com/office/word/2003/wordml">', "a.doc", Kind.WORD_XML),
        (b"<pkg:package>", "a.xml", Kind.WORD_XML),
        (b'<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">', "a.et", Kind.ODS),
        (b"<?xml version='1.0'?><html>", "a.xls", Kind.HTML),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


@pytest.mark.parametrize(
    ("data", "opens", "words"),
    [
        (b"", "damaged", "空的"),
        (b"\0 \t\r\n", "damaged", "空的"),
        (b"PK\x05\x06", "damaged", "不完整"),
        (b"\x89PNG\r\n", "no-text", "图片"),
        (b"\xff\xd8\xff\xe0", "no-text", "图片"),
        (b"GIF89a", "no-text", "图片"),
        (b"II*\0", "no-text", "图片"),
        (b"MM\0*", "no-text", "图片"),
        (b"RIFF0000WEBP", "no-text", "图片"),
        (b"  {\\rtf1", "rtf", "RTF"),
        (zipped({"a.txt": "x"}), "other", "压缩"),
        (zipped({"xl/workbook.bin": "x", "xl/a.xml": "x"}), "other", "xlsb"),
        (zipped({"content.xml": "<office:text>"}), "other", "OpenDocument"),
        (zipped({"OFD.xml": "x", "Doc_0/Document.xml": "x"}), "other", "OFD"),
        (b"<office:document><office:text>", "other", "OpenDocument"),
        (b"<?xml version='1.0'?><data>", "other", "不认识的 XML"),
        (b"Rar!\x1a\x07", "damaged", "解压"),
        (b"7z\xbc\xaf\x27\x1c", "damaged", "解压"),
        (b"\x1f\x8b\x08", "damaged", "解压"),
        (b"\x04user" + b" " * 50 + b"\x04\0u\0s\0e\0r\0" + b" \0" * 48 + b" ", "damaged", "临时文件"),
    ],
)
def test_what_has_no_reader_is_told_with_what_to_do(data: bytes, opens: str, words: str) -> None:
    with pytest.raises(SourceError, match=words) as refused:
        kind_of(data, "甲.doc")
    assert refused.value.opens == opens
    assert "请" in str(refused.value)
    assert "甲.doc" in str(refused.value)

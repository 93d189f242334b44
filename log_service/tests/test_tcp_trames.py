"""Frames: however they are cut, what was sent is what is read; what is no frame is said to be none."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.errors import InvalidInput
from journal.tcp.trames import Decodeur, TrameIllisible, TrameTropGrande, encoder, lire
from tests.tcp_client import frame


def read(*pieces: bytes, maximum=1_000) -> list[str]:
    decodeur = Decodeur(maximum)
    return [text for piece in pieces for text in decodeur.recevoir(piece)]


@settings(max_examples=200, deadline=None)
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=4),
    cuts=st.lists(st.integers(0, 400), max_size=8),
)
def test_frames_are_found_however_they_arrive(texts, cuts):
    packets = [{"pattern": text, "id": "1"} for text in texts]
    raw = b"".join(frame(packet) for packet in packets)
    edges = sorted({0, len(raw), *(cut for cut in cuts if cut < len(raw))})
    pieces = [raw[start:end] for start, end in itertools.pairwise(edges)]
    assert [json.loads(text) for text in read(*pieces)] == packets


def test_the_length_counts_what_javascript_calls_characters():
    assert read('4#"😀"'.encode()) == ['"😀"']
    assert read('3#"é"'.encode()) == ['"é"']


def test_what_is_sent_is_plain_ascii():
    raw = encoder({"response": "« Écrou » 😀"})
    length, _, text = raw.partition(b"#")
    assert int(length) == len(text)
    assert json.loads(text) == {"response": "« Écrou » 😀"}


@pytest.mark.parametrize(
    "raw",
    [
        b"abc",
        b"-1#x",
        b"1.5#xx",
        b"#{}",
        b" 5#hello",
        b"12345678",
        "٣#abc".encode(),
        b"GET / HTTP/1.1\r\n",
        b"\xff\xfe",
    ],
)
def test_what_begins_no_frame_is_refused(raw):
    with pytest.raises(TrameIllisible):
        read(raw)


def test_the_frames_before_a_bad_one_are_read():
    decodeur = Decodeur()
    read_before = []
    with pytest.raises(TrameIllisible):
        read_before.extend(decodeur.recevoir(b"2#{}2#[]oops"))
    assert read_before == ["{}", "[]"]


def test_a_frame_that_is_too_large_is_refused_before_it_is_there():
    with pytest.raises(TrameTropGrande):
        read(b"1001#")
    assert read(b"1000#" + b"x" * 1000) == ["x" * 1000]


def test_a_frame_that_is_not_whole_is_waited_for():
    decodeur = Decodeur()
    assert list(decodeur.recevoir(b"1")) == []
    assert decodeur.au_milieu
    assert list(decodeur.recevoir(b"0#01234567")) == []
    assert list(decodeur.recevoir(b"892#")) == ["0123456789"]
    assert decodeur.au_milieu
    assert list(decodeur.recevoir("é".encode()[:1])) == []
    assert decodeur.au_milieu
    assert list(decodeur.recevoir("é".encode()[1:] + b"x")) == ["éx"]
    assert not decodeur.au_milieu


@pytest.mark.parametrize("text", ["{", "[]", '"x"', "1", "null", "[" * 100_000, '{"a": 1e999}'])
def test_what_is_no_object_is_refused(text):
    with pytest.raises(InvalidInput):
        lire(text)
